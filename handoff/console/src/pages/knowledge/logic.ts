/** Entries between the desk and a form, and what differs between two states in words. */
import type { Cluster, Entry, EntryFields, Simulation } from "./types";

export interface EntryForm {
  id: string;
  group: string;
  title: string;
  questions: string;
  answer: string;
  audience: string[];
  buildings: string;
  valid_from: string;
  valid_until: string;
  document: string;
  section: string;
  also: string[];
}

export const EMPTY_FORM: EntryForm = {
  id: "",
  group: "",
  title: "",
  questions: "",
  answer: "",
  audience: [],
  buildings: "",
  valid_from: "",
  valid_until: "",
  document: "",
  section: "",
  also: [],
};

/** One a line; blanks and doubles go. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean);
}

/** Words between commas of either width, 、 or blanks. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,，、;；]+/))].filter(Boolean);
}

export function formOf(entry: EntryFields & { id: string }): EntryForm {
  return {
    id: entry.id,
    group: entry.group,
    title: entry.title,
    questions: entry.questions.join("\n"),
    answer: entry.answer,
    audience: [...entry.audience],
    buildings: entry.buildings.join("、"),
    valid_from: entry.valid_from ?? "",
    valid_until: entry.valid_until ?? "",
    document: entry.source?.document ?? "",
    section: entry.source?.section ?? "",
    also: [...entry.also],
  };
}

/** What the desk takes; it judges the fields, so nothing is judged here. */
export function bodyOf(form: EntryForm): EntryFields {
  const source = { document: form.document.trim(), section: form.section.trim() };
  return {
    group: form.group.trim(),
    title: form.title.trim(),
    questions: linesOf(form.questions),
    answer: form.answer.trim(),
    audience: form.audience,
    buildings: wordsOf(form.buildings),
    valid_from: form.valid_from.trim() || null,
    valid_until: form.valid_until.trim() || null,
    source: source.document || source.section ? source : null,
    also: form.also,
  };
}

/** Whether the form says anything but the entry. */
export function isTouched(form: EntryForm, entry: Entry | null): boolean {
  const before = entry ? formOf(entry) : EMPTY_FORM;
  return JSON.stringify(bodyOf(form)) !== JSON.stringify(bodyOf(before)) || (!entry && form.id !== "");
}

export interface Piece {
  kind: "same" | "gone" | "come";
  text: string;
}

const plain = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return Object.values(value).join(" · ");
  return String(value);
};

/** A changed field as pieces: of a list what went and what came, of a text the middle that differs. */
export function piecesOf(before: unknown, after: unknown): Piece[] {
  if (Array.isArray(before) || Array.isArray(after)) {
    const [old, now] = [before, after].map((list) => (Array.isArray(list) ? list.map(plain) : [])) as [string[], string[]];
    return [
      ...old.filter((one) => !now.includes(one)).map((text): Piece => ({ kind: "gone", text })),
      ...now.filter((one) => !old.includes(one)).map((text): Piece => ({ kind: "come", text })),
    ];
  }
  const [old, now] = [[...plain(before)], [...plain(after)]];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const pieces: Piece[] = [
    { kind: "same", text: old.slice(0, head).join("") },
    { kind: "gone", text: old.slice(head, old.length - tail).join("") },
    { kind: "come", text: now.slice(head, now.length - tail).join("") },
    { kind: "same", text: old.slice(old.length - tail).join("") },
  ];
  return pieces.filter((piece) => piece.text);
}

/** A form for a new entry that answers a cluster: its examples as questions, the agent's words as the answer. */
export function formOfCluster(cluster: Cluster): EntryForm {
  const questions = [cluster.question, ...cluster.examples.map((one) => one.question)];
  return {
    ...EMPTY_FORM,
    title: cluster.question,
    questions: [...new Set(questions)].join("\n"),
    answer: cluster.reply?.text ?? "",
  };
}

/** The point that stands nearest to the threshold in force. */
export function presentPoint(simulation: Simulation): Simulation["points"][number] | null {
  const off = (at: number): number => Math.abs(at - simulation.threshold);
  return [...simulation.points].sort((a, b) => off(a.threshold) - off(b.threshold))[0] ?? null;
}
