/** What the composer offers while one writes: a canned reply behind 「/」, an answer behind 「?」, a promise. */
import type { CannedReply, ListFilter } from "../aidTypes";
import { helping as words } from "../messages";
import type { Summary } from "../types";
import { placeOf } from "./queue";

export interface Call {
  kind: "canned" | "knowledge";
  words: string;
  /** Where in the text the call begins; what is picked takes its place. */
  at: number;
}

const CANNED = /(?:^|\n)[/／]([^\s/／]*)$/;
const KNOWLEDGE = /(?:^|\n)[?？]([^\n]*)$/;

/** The call that stands at the end of the text, at the beginning of its line; null where none does. */
export function callIn(text: string): Call | null {
  for (const [kind, pattern] of [
    ["canned", CANNED],
    ["knowledge", KNOWLEDGE],
  ] as const) {
    const found = pattern.exec(text);
    if (found) return { kind, words: (found[1] ?? "").trim(), at: text.length - (found[1] ?? "").length - 1 };
  }
  return null;
}

/** Those that fit, the shortcut's beginning first. */
export function fitting(replies: readonly CannedReply[], wanted: string): CannedReply[] {
  const word = wanted.toLowerCase();
  const rank = (one: CannedReply): number => {
    if (one.shortcut.toLowerCase().startsWith(word)) return 0;
    if (one.title.toLowerCase().includes(word)) return 1;
    return one.text.toLowerCase().includes(word) ? 2 : 3;
  };
  return replies
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank: at }) => at < 3)
    .sort((a, b) => a.rank - b.rank || a.one.shortcut.localeCompare(b.one.shortcut, "zh"))
    .map(({ one }) => one);
}

export interface Blanks {
  summary: Pick<Summary, "resident" | "house">;
  agent: string;
  ticket: string | null;
}

/** A canned reply with its variables filled; what is not known is said in a way that can be sent as it is. */
export function filled(text: string, { summary, agent, ticket }: Blanks): string {
  const name = summary.resident?.name ?? "";
  const surname = name.replace(/\*+$/, "");
  const called = name.endsWith("*") && surname ? words.resident(surname) : name;
  const values: Record<string, string> = {
    resident: called || words.you,
    house: placeOf(summary) || words.yourHouse,
    agent,
    ticket: ticket ?? words.noTicket,
  };
  // 「{resident}您好」 to somebody without a name is 「您好」.
  const spoken = called ? text : text.replace(/\{resident\}，?(?=您)/g, "");
  return spoken.replace(/\{(resident|house|agent|ticket)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** The words that make it worth asking the desk whether a dated promise stands in the draft. */
const DATED =
  /[今明后]天|[今明后当]晚|明早|今早|下?周[一二三四五六日天]|上午|中午|下午|晚上|\d\s*点|[一二三四五六七八九十两]点|[前内]|\d+\s*[日号]/;

export const mayPromise = (draft: string): boolean => draft.trim().length >= 4 && DATED.test(draft);

export const NO_FILTER: ListFilter = { estate: "", class: "", channel: "", reason: "" };

export function passes(summary: Summary, filter: ListFilter): boolean {
  return (Object.keys(NO_FILTER) as (keyof ListFilter)[]).every((key) => !filter[key] || summary[key] === filter[key]);
}
