/** Which alert stands first, and which ones must be heard. */
import type { Alert } from "../aidTypes";
import type { Summary } from "../types";
import { placeOf } from "./queue";

const RANK: Record<Alert["severity"], number> = { urgent: 0, overdue: 1, alarm: 2, notice: 3 };

/** Open ones, the most severe first, among equals the oldest. */
export function inOrder(alerts: Iterable<Alert>): Alert[] {
  return [...alerts]
    .filter((one) => one.state === "open")
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || Date.parse(a.raised_at) - Date.parse(b.raised_at));
}

/** A notice sounds once, when it comes; everything else until a person acknowledges it. */
export const rings = (alert: Alert): boolean => alert.state === "open" && alert.severity !== "notice";

/** How far an alert has climbed: its highest rung. */
export function highest(alert: Alert): Alert["rungs"][number] | undefined {
  return alert.rungs.at(-1);
}

/** Whether it belongs on the desktop now: it came to that rung, or may not be overlooked at all. */
export function wantsDesktop(alert: Alert, rung: string | null): boolean {
  return alert.state === "open" && (rung === "desktop" || (rung !== null && alert.severity === "urgent"));
}

export interface About {
  /** 12-2-301, else the masked name; empty where neither is known. */
  who: string;
  /** What the resident said last, else what the alert says. */
  said: string;
}

/** Whom an alert is about, so that two that read alike can be told apart. */
export function aboutOf(alert: Pick<Alert, "conversation_id" | "text">, known: ReadonlyMap<string, Summary>): About {
  const one = alert.conversation_id ? known.get(alert.conversation_id) : undefined;
  const last = one?.last_turn;
  const words = last?.author.kind === "resident" ? last.text : "";
  return { who: one ? placeOf(one) || one.resident?.name || "" : "", said: words || alert.text };
}
