import { onScopeDispose } from "vue";

const LOOK_TAKES = 1_500;

/** Calls `look` again and again while the page is in front and the agent is at it. */
export function useLooking(look: () => void): void {
  const timer = setInterval(() => {
    if (document.visibilityState === "visible" && document.hasFocus()) look();
  }, LOOK_TAKES);
  onScopeDispose(() => clearInterval(timer));
}
