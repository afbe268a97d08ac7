/** What people type in the settings, read and written back. */
import type { Metric } from "../../figureTypes";
import { kit } from "../kit/words";
import type { Person, Profile, Shift, Stretch, Target } from "./types";
import { people, times as words } from "./words";

const STRETCH = /^([01]?\d|2[0-4])[:：]([0-5]\d)\s*[-–—~～至到]\s*([01]?\d|2[0-4])[:：]([0-5]\d)$/;

/** 「8:30-12:00，13:30-18:00」 → its stretches in order; null where it cannot be read or they overlap. */
export function readStretches(text: string): Stretch[] | null {
  const stretches: Stretch[] = [];
  for (const piece of text.split(/[,，、;；]/).map((one) => one.trim())) {
    if (!piece) continue;
    const found = STRETCH.exec(piece);
    if (!found) return null;
    const [, h1 = "", m1 = "", h2 = "", m2 = ""] = found;
    const [begin, end] = [`${h1.padStart(2, "0")}:${m1}`, `${h2.padStart(2, "0")}:${m2}`];
    const last = stretches.at(-1)?.[1] ?? "00:00";
    if (begin >= end || end > "24:00" || begin < last) return null;
    stretches.push([begin, end]);
  }
  return stretches;
}

export const writeStretches = (stretches: readonly Stretch[]): string =>
  stretches.map(([begin, end]) => `${begin}–${end}`).join("，");

/** 「3栋、5栋 叠拼」 → its names, each once. */
export const readNames = (text: string): string[] => [...new Set(text.split(/[,，、;；\s]+/).filter(Boolean))];

/** [1,2,3,4,5,7] → 「周一至周五、周日」. */
export function daysText(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => kit.days[(day ?? 1) - 1] ?? "";
  return runs
    .flatMap((run) => (run.length > 2 ? [people.span(name(run[0]), name(run.at(-1)))] : run.map(name)))
    .join("、");
}

export const shiftText = (shift: Shift): string =>
  `${daysText(shift.days)} ${shift.from}–${shift.to < shift.from ? people.nextDay : ""}${shift.to}`;

/** How a target is typed: a number and what it counts. */
export type Unit = "service" | "always" | "working_days";
export interface Typed {
  amount: number;
  unit: Unit;
}

export const typedOf = (target: Target): Typed =>
  "working_days" in target
    ? { amount: target.working_days, unit: "working_days" }
    : { amount: target.minutes, unit: target.clock };

export const targetOf = ({ amount, unit }: Typed): Target =>
  unit === "working_days" ? { working_days: amount } : { minutes: amount, clock: unit };

const MOST: Record<Unit, number> = { service: 86_400, always: 86_400, working_days: 60 };

export const isTarget = ({ amount, unit }: Typed): boolean =>
  Number.isInteger(amount) && amount >= 1 && amount <= MOST[unit];

export function targetText(target: Target): string {
  if ("working_days" in target) return words.workingDays(target.working_days);
  const { minutes, clock } = target;
  const amount = minutes >= 120 && minutes % 60 === 0 ? words.hours(minutes / 60) : words.minutes(minutes);
  return clock === "always" ? words.always(amount) : words.inService(amount);
}

// Nothing that is read for something else: no 0, O, 1, l, I.
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A first password of 14 letters and figures: at least 80 bits. */
export function freshPassword(): string {
  const drawn: string[] = [];
  while (drawn.length < 14) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    const letter = LETTERS[byte & 63]; // what lies beyond the letters is drawn again, so that none is likelier
    if (letter) drawn.push(letter);
  }
  return drawn.join("");
}

/** 0.95 → 95, as it is typed; 0.001 is the finest step. */
export const pointsOf = (limit: number): number => Math.round(limit * 1000) / 10;

/** What was typed for a metric, as a part of 1; null for what is no limit. */
export function limitOf(metric: Metric, typed: number | "" | undefined): number | null {
  if (typeof typed !== "number" || !Number.isFinite(typed)) return null;
  const limit = Math.round(typed * 10) / 1000;
  return limit > 1 || limit < (metric === "nps" ? -1 : 0) ? null : limit;
}

const KNOWN = ["resident", "house", "agent", "ticket"];

/** The names in braces that nothing fills in. */
export const unknownVariables = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map((found) => found[1] ?? "").filter((name) => !KNOWN.includes(name));

/** 「12345678」 → 「1234 5678」, as it is read aloud. */
export const codeText = (code: string): string => code.replace(/^(\d{4})(\d{4})$/, "$1 $2");

/** The fields of a profile that are not as they were, so that the log names no others. */
export function changedFields(before: Person, after: Partial<Profile>): Partial<Profile> {
  const fields = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Profile]),
  );
  return Object.fromEntries(fields);
}
