/** The transcript as it is drawn: turns by sequence, notes where they were written, a line for each new day. */
import { transcript } from "../messages";
import type { Note, Turn } from "../types";
import type { Pending } from "./outbox";

export type Row =
  | { key: string; type: "date"; label: string }
  | { key: string; type: "turn"; turn: Turn; first: boolean }
  | { key: string; type: "note"; note: Note }
  | { key: string; type: "pending"; pending: Pending };

const DAY = 86_400_000;

/**
 * Adds turns to a list that is sorted and free of doubles; the later copy of a sequence number wins, but how far
 * a line has come is kept: the answer to its posting does not know it and may come after the frame that does.
 */
export function mergeTurns(known: readonly Turn[], more: readonly Turn[]): Turn[] {
  const bySeq = new Map(known.map((turn) => [turn.seq, turn]));
  for (const turn of more) {
    const delivery = turn.delivery ?? bySeq.get(turn.seq)?.delivery;
    bySeq.set(turn.seq, delivery ? { ...turn, delivery } : turn);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function mergeNotes(known: readonly Note[], more: readonly Note[]): Note[] {
  const byId = new Map(known.map((note) => [note.id, note]));
  for (const note of more) byId.set(note.id, note);
  return [...byId.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The highest sequence number up to which nothing is missing: where to resume. */
export function wholeUpTo(turns: readonly Turn[]): number {
  let seq = 0;
  for (const turn of turns) {
    if (turn.seq !== seq + 1) break;
    seq = turn.seq;
  }
  return seq;
}

export function dayLabel(at: string, now: number): string {
  const day = new Date(at);
  const midnight = (time: Date): number => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
  const ago = Math.round((midnight(new Date(now)) - midnight(day)) / DAY);
  const date = `${day.getMonth() + 1}月${day.getDate()}日`;
  if (ago === 0) return `${transcript.today} ${date}`;
  if (ago === 1) return `${transcript.yesterday} ${date}`;
  const year = day.getFullYear() === new Date(now).getFullYear() ? "" : `${day.getFullYear()}年`;
  return `${year}${date} ${transcript.weekdays[day.getDay()] ?? ""}`;
}

export function clockTime(at: string): string {
  const time = new Date(at);
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

/** The time today, the date before that. */
export function briefTime(at: string, now: number): string {
  const [day, today] = [new Date(at), new Date(now)];
  if (day.toDateString() === today.toDateString()) return clockTime(at);
  return `${day.getMonth() + 1}月${day.getDate()}日`;
}

export function dateTime(at: string): string {
  const time = new Date(at);
  return `${time.getMonth() + 1}月${time.getDate()}日 ${clockTime(at)}`;
}

interface Sources {
  turns: readonly Turn[];
  notes: readonly Note[];
  pending: readonly Pending[];
}

/** A pending line whose key already stands among the turns is the same line, and is left out. */
export function rowsOf({ turns, notes, pending }: Sources, now: number): Row[] {
  const rows: Row[] = [];
  let day = "";
  let before = "";
  const startDay = (at: string): void => {
    const label = dayLabel(at, now);
    if (label === day) return;
    day = label;
    before = "";
    rows.push({ key: `d${label}`, type: "date", label });
  };
  const addNote = (note: Note): void => {
    startDay(note.at);
    before = "";
    rows.push({ key: `n${note.id}`, type: "note", note });
  };
  const left = [...notes].sort((a, b) => a.after_seq - b.after_seq || Date.parse(a.at) - Date.parse(b.at));
  for (const turn of turns) {
    while (left[0] && left[0].after_seq < turn.seq) addNote(left.shift() as Note);
    startDay(turn.at);
    const speaker = `${turn.author.kind}:${turn.author.name ?? ""}`;
    rows.push({ key: `t${turn.seq}`, type: "turn", turn, first: speaker !== before });
    before = speaker;
  }
  left.forEach(addNote);
  const sent = new Set([...turns, ...notes].map((line) => line.client_key).filter(Boolean));
  for (const line of pending) {
    if (!sent.has(line.client_key)) rows.push({ key: `p${line.client_key}`, type: "pending", pending: line });
  }
  return rows;
}
