/** How a promise stands at a moment: the page counts on between two fetches. */
import type { LedgerLine, LedgerPromise } from "../../aidTypes";

/** Seconds until it is due, negative once its time has passed. */
export const secondsLeft = (one: Pick<LedgerPromise, "due_at">, now: number): number =>
  (Date.parse(one.due_at) - now) / 1000;

/** What is settled stays so; what is owed grows due and overdue by the desk's clock. */
export function stateAt(
  one: Pick<LedgerPromise, "due_at" | "reminded_at" | "state">,
  now: number,
): LedgerPromise["state"] {
  if (one.state === "kept" || one.state === "released") return one.state;
  if (secondsLeft(one, now) <= 0) return "broken";
  return Date.parse(one.reminded_at) <= now ? "due" : "open";
}

/** Where one tap leads: to the ticket that it is about, else to the conversation. */
export function placeOf(one: Pick<LedgerLine, "ticket" | "conversation_id">): string | null {
  if (one.ticket) return `#/~tickets/${encodeURIComponent(one.ticket)}`;
  return one.conversation_id ? `#/${encodeURIComponent(one.conversation_id)}` : null;
}
