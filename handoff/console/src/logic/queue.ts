/** Which conversations stand in which list, and in which order. */
import { reasons } from "../messages";
import type { Shelf } from "../api/desk";
import { waitsSince } from "./waiting";
import type { Holder, Summary } from "../types";

export type Tab = "mine" | "queue" | "all";
export type Scope = "active" | "bot" | "closed";

/** Urgent ones stand on top; then the longest wait first; who does not wait follows, latest first. */
export function sorted(summaries: readonly Summary[]): Summary[] {
  return summaries
    .map((one) => {
      const since = waitsSince(one);
      return { one, rank: waitRank(one), place: since ? Date.parse(since) : -Date.parse(one.updated_at) };
    })
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ one }) => one);
}

function waitRank(summary: Summary): number {
  if (!waitsSince(summary)) return 2;
  return summary.class === "urgent" ? 0 : 1;
}

export function belongs(summary: Summary, tab: Tab, scope: Scope, me: string): boolean {
  if (tab === "queue") return summary.holder === "queue";
  if (tab === "mine") return summary.holder === "agent" && summary.agent?.id === me;
  if (scope === "active") return summary.holder === "agent" || summary.holder === "queue";
  return summary.holder === scope;
}

/** What one shelf's listing must contain: whatever is known to stand there and is not listed has left it. */
function onShelf(summary: Summary, shelf: Shelf, me: string): boolean {
  if (shelf === "me") return summary.holder === "agent" && summary.agent?.id === me;
  return summary.holder === (shelf as Holder);
}

/** Who is known to stand on a shelf that was listed whole, and was not listed. */
export function unlisted(
  known: Iterable<Summary>,
  shelf: Shelf,
  listed: ReadonlySet<string>,
  me: string,
): string[] {
  return [...known].filter((one) => onShelf(one, shelf, me) && !listed.has(one.id)).map((one) => one.id);
}

export function shelvesFor(tab: Tab, scope: Scope): Shelf[] {
  if (tab === "all" && scope !== "active") return ["me", "queue", scope];
  return tab === "all" ? ["me", "queue", "agent"] : ["me", "queue"];
}

export function placeOf(summary: Pick<Summary, "house">): string {
  const { building, unit, room } = summary.house ?? {};
  // 12-2-301, but 商铺 S8
  return [building, unit, room].filter(Boolean).join(/^\d+$/.test(building ?? "") ? "-" : " ");
}

export function matches(summary: Summary, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return true;
  const seen = [
    placeOf(summary),
    summary.resident?.name,
    summary.resident?.phone,
    summary.last_turn?.text,
    summary.estate_name,
    summary.agent?.name,
    summary.reason && reasons[summary.reason],
  ];
  return seen.some((text) => text?.toLowerCase().includes(wanted));
}
