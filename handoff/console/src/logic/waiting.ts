/** How long someone has waited, in words, and how bad that is. */
import { duration } from "../messages";
import type { Summary } from "../types";

export type Heat = "calm" | "warm" | "hot";

const WARM_AFTER = { urgent: 0, important: 120, general: 120 };
const HOT_AFTER = { urgent: 60, important: 300, general: 300 };
const WARM_SHARE = 0.6;

const two = (n: number): string => String(n).padStart(2, "0");

/** 42 → 「42 秒」, 192 → 「3:12」, 4000 → 「1 小时 6 分」. */
export function spell(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return duration.seconds(s);
  if (s < 3600) return duration.minutesSeconds(Math.floor(s / 60), two(s % 60));
  const hours = Math.floor(s / 3600);
  if (hours < 24) return duration.hours(hours, Math.floor((s % 3600) / 60));
  return duration.days(Math.floor(hours / 24), hours % 24);
}

/** How long ago something was, as one says it: 192 → 「3 分钟」. */
export function roughly(seconds: number): string {
  return seconds >= 60 && seconds < 3600 ? duration.minutes(Math.floor(seconds / 60)) : spell(seconds);
}

/** Since when a person is waited for: in the queue since the handoff, with an agent since the resident's last word. */
export function waitsSince(summary: Summary): string | null {
  if (summary.holder === "queue") return summary.waiting_since;
  if (summary.holder === "agent" && summary.last_turn?.author.kind === "resident") return summary.last_turn.at;
  return null;
}

/** Seconds the resident has waited at `now` (ms on the desk's clock); null when nobody waits. */
export function waited(summary: Summary, now: number): number | null {
  const since = waitsSince(summary);
  return since ? Math.max(0, (now - Date.parse(since)) / 1000) : null;
}

/** Red when the time due has passed or patience in a chat is over (5 minutes); amber from 2, or most of it. */
export function heat(summary: Summary, now: number): Heat {
  const seconds = waited(summary, now);
  if (seconds === null) return "calm";
  const left = secondsLeft(summary, now);
  const urgency = summary.class ?? "general";
  if (seconds >= HOT_AFTER[urgency] || (left !== null && left <= 0)) return "hot";
  const nearlyDue = left !== null && seconds / (seconds + left) >= WARM_SHARE;
  return seconds >= WARM_AFTER[urgency] || nearlyDue ? "warm" : "calm";
}

/** Seconds until a person must have taken it; negative once it is late; null when nothing is due any more. */
export function secondsLeft(summary: Pick<Summary, "due_at" | "holder">, now: number): number | null {
  return summary.due_at && summary.holder === "queue" ? (Date.parse(summary.due_at) - now) / 1000 : null;
}
