/** A short line that appears below the bars and goes by itself. */
import { ElMessage } from "element-plus";

const BELOW_BAR = 120;
const TIME = { success: 2_500, warning: 6_000 };

export function say(type: "success" | "warning", message: string): void {
  ElMessage({ type, message, grouping: true, offset: BELOW_BAR, duration: TIME[type] });
}
