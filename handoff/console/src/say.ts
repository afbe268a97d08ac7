/** A short line that appears below the bars and goes by itself. */
import { ElMessage } from "element-plus";

const BELOW_BAR = 120;
const BELOW_DEEDS = 176; // on a phone a conversation's deeds have a row of their own
const TIME = { success: 2_500, warning: 6_000 };

export function say(type: "success" | "warning", message: string): void {
  ElMessage({ type, message, grouping: true, offset: matchMedia("(max-width: 760px)").matches ? BELOW_DEEDS : BELOW_BAR, duration: TIME[type] });
}
