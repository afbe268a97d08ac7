/** Which handoffs nobody at this screen has looked at yet. */
import type { Summary } from "../types";

/** Those that stand in the queue now, did not before, and so must ring. */
export function newcomers(before: ReadonlySet<string>, now: readonly Summary[]): string[] {
  return now.filter((one) => one.holder === "queue" && !before.has(one.id)).map((one) => one.id);
}

/** A handoff that was claimed elsewhere or closed needs no ringing any more. */
export function stillWaiting(unseen: ReadonlySet<string>, now: readonly Summary[]): Set<string> {
  const waiting = new Set(now.filter((one) => one.holder === "queue").map((one) => one.id));
  return new Set([...unseen].filter((id) => waiting.has(id)));
}
