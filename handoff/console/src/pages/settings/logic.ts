/** Settings between the desk and its forms. */
import type { ServiceTimes, Shift, Target } from "./types";
import { times as words } from "./words";

/** [1, 2, 3, 4, 5, 7] → 「周一至周五、周日」; runs of three and more are drawn together. */
export function weekdays(days: readonly number[], names: readonly string[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => (day ? (names[day - 1] ?? "") : "");
  return runs
    .flatMap((run) => (run.length > 2 ? [`${name(run[0])}至${name(run.at(-1))}`] : run.map(name)))
    .join("、");
}

/** Hours over midnight end on the next day. */
export const isOvernight = (shift: Pick<Shift, "from" | "to">): boolean => shift.to <= shift.from;

export function targetInWords(target: Target): string {
  if ("working_days" in target) return words.days(target.working_days);
  return words[target.clock](target.minutes);
}

/** What PUT takes: the standard without what the desk adds. */
export function standardOf(times: ServiceTimes): Pick<ServiceTimes, "hours" | "classes"> {
  return { hours: times.hours, classes: times.classes };
}
