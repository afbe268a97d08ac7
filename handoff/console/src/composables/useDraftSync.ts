import { onScopeDispose, reactive } from "vue";
import type { DraftDesk, DraftKind, KeptDraft } from "../api/drafts";
import { Problem } from "../api/request";
import { meet, NOTHING, type Known } from "../logic/drafts";
import { recall, remember } from "../logic/keepsake";

export const SOON = 1_200;
const LATER = 15_000;
const KINDS: readonly DraftKind[] = ["reply", "note"];

/** Where a text lies in this browser's memory. */
export const keyOf = (id: string, kind: DraftKind): string => (kind === "note" ? `${id}#note` : id);
const placeOf = (key: string): [string, DraftKind] =>
  key.endsWith("#note") ? [key.slice(0, -"#note".length), "note"] : [key, "reply"];

/** The texts in this browser, and what the desk had of each when it was heard of last. */
function useMemory(me: string) {
  const texts = reactive(recall<Record<string, string>>(`drafts.${me}`, {}));
  const known = recall<Record<string, Known>>(`draftsKept.${me}`, {});
  const keep = <T>(all: Record<string, T>, name: string, key: string, one: T | null): void => {
    if (one) all[key] = one;
    else Reflect.deleteProperty(all, key);
    remember(`${name}.${me}`, Object.keys(all).length ? all : null);
  };
  return {
    text: (key: string) => texts[key] ?? "",
    known: (key: string) => known[key] ?? NOTHING,
    write: (key: string, text: string) => keep(texts, "drafts", key, text),
    learn: (key: string, one: Known) => keep(known, "draftsKept", key, one.version ? one : null),
  };
}

export interface DraftSync {
  text: (key: string) => string;
  write: (key: string, text: string) => void;
  /** Drafts in which two computers' words stand. */
  both: Record<string, boolean>;
  save: (key: string) => Promise<void>;
  /** Hands in all that still waits. */
  handIn: () => void;
  /** Takes over what the desk has just answered about a draft. */
  hear: (key: string, kept: Known) => void;
  /** Fetches what the desk has of a conversation; null where it was not reached. */
  compare: (id: string) => Promise<KeptDraft[] | null>;
}

/** Keeps the texts of this browser and the desk's alike; whatever fails, the text is still here. */
export function useDraftSync(desk: DraftDesk, me: string): DraftSync {
  const memory = useMemory(me);
  const both = reactive<Record<string, boolean>>({});
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Set<string>();
  const stamps = new Map<string, number>(); // counts what was learnt: an answer fetched beside it may be older
  const stamp = (key: string): unknown => stamps.set(key, (stamps.get(key) ?? 0) + 1);

  function soon(key: string, delay = SOON): void {
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => void save(key), delay));
  }

  function hear(key: string, kept: Known): void {
    stamp(key);
    const met = meet(memory.text(key), memory.known(key), kept);
    memory.learn(key, { version: kept.version, text: kept.text });
    if (met.both) both[key] = true;
    memory.write(key, met.text);
    if (met.text !== kept.text) soon(key, 0);
  }

  async function save(key: string): Promise<void> {
    clearTimeout(timers.get(key));
    timers.delete(key);
    const text = memory.text(key);
    if (saving.has(key) || text === memory.known(key).text) return;
    saving.add(key);
    stamp(key);
    const failed = await desk
      .keepDraft(...placeOf(key), text, memory.known(key).version)
      .then(({ version }) => memory.learn(key, { version, text }))
      .catch((error: unknown) => (error instanceof Problem ? error : null));
    saving.delete(key);
    stamp(key);
    if (!failed) {
      if (memory.text(key) !== text) soon(key);
    } else if (failed.code === "stale") await compare(placeOf(key)[0]);
    else if (failed.passing) soon(key, LATER);
  }

  async function compare(id: string): Promise<KeptDraft[] | null> {
    const before = KINDS.map((kind) => stamps.get(keyOf(id, kind)));
    const found = await desk.drafts(id).catch(() => null);
    KINDS.forEach((kind, at) => {
      const key = keyOf(id, kind);
      if (!found || saving.has(key) || stamps.get(key) !== before[at]) return;
      hear(key, found.find((one) => one.agent.id === me && one.kind === kind) ?? NOTHING);
    });
    return found;
  }

  const handIn = (): void => [...timers.keys()].forEach((key) => void save(key));
  onScopeDispose(handIn, true);

  return {
    text: memory.text,
    write: (key, text) => {
      memory.write(key, text);
      if (!text) Reflect.deleteProperty(both, key);
      soon(key, text ? SOON : 0);
    },
    both,
    save,
    handIn,
    hear,
    compare,
  };
}
