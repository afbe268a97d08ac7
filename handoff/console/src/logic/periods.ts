/** Spans of China's days, both ends included, as the desk takes them: "2026-11-21". */

export interface Period {
  from: string;
  to: string;
}

const DAY = 86_400_000;
export const LONGEST_PERIOD = 366;

const chinese = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The day in China at a moment in ms. */
export function dayAt(moment: number): string {
  return chinese.format(moment);
}

export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

export function lengthOf({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
}

/** So many days up to and with `today`. */
export function lastDays(count: number, today: string): Period {
  return { from: daysAfter(today, 1 - count), to: today };
}

/** As many days right before; what a period is compared with. */
export function before(period: Period): Period {
  const to = daysAfter(period.from, -1);
  return { from: daysAfter(to, 1 - lengthOf(period)), to };
}

export function daysOf(period: Period): string[] {
  return Array.from({ length: lengthOf(period) }, (_, number) => daysAfter(period.from, number));
}

export type Complaint = "incomplete" | "reversed" | "future" | "long";

/** What is wrong with a period that somebody typed, or null. */
export function wrongWith(period: Period, today: string): Complaint | null {
  if (!period.from || !period.to) return "incomplete";
  if (period.from > period.to) return "reversed";
  if (period.from > today) return "future";
  return lengthOf(period) > LONGEST_PERIOD ? "long" : null;
}
