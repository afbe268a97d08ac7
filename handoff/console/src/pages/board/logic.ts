/** The supervisor's board: in which order the agents stand, and how their lease and load look. */
import type { Colleague } from "../../types";
import type { Busy } from "./types";

export type Standing = "online" | "away" | "offline";

export function standingOf(one: Pick<Colleague, "online" | "presence">): Standing {
  if (one.online) return "online";
  return one.presence === "away" ? "away" : "offline";
}

const ORDER: Standing[] = ["online", "away", "offline"];

/** Whoever holds conversations first, then those who are there, the fullest on top. */
export function inOrder(agents: readonly Busy[]): Busy[] {
  return [...agents].sort(
    (a, b) =>
      Number(b.load > 0) - Number(a.load > 0) ||
      ORDER.indexOf(standingOf(a)) - ORDER.indexOf(standingOf(b)) ||
      b.load - a.load ||
      a.name.localeCompare(b.name, "zh"),
  );
}

/** A share of 0 to 1 for the bar; more than the capacity is full, and `over` says so. */
export function loadOf(one: Pick<Busy, "load" | "capacity">): { share: number; over: boolean } {
  return { share: Math.min(1, one.load / Math.max(1, one.capacity)), over: one.load > one.capacity };
}

/** Seconds that the agent's line still holds their conversations; null where there is no line. */
export function leaseLeft(one: Pick<Busy, "lease_until">, now: number): number | null {
  return one.lease_until ? Math.max(0, Math.round((Date.parse(one.lease_until) - now) / 1000)) : null;
}
