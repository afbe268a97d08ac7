import { ref, shallowRef, type ComputedRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { Problem, sentence } from "../api/request";
import type { Detail, Envelope, Note, Posted, Turn } from "../types";
import { useTurns, type Turns } from "./useTurns";

export interface Thread {
  id: Ref<string | null>;
  turns: Ref<Turn[]>;
  notes: Ref<Note[]>;
  detail: Ref<Detail | null>;
  envelope: Ref<Envelope | null>;
  envelopeProblem: Ref<string>;
  loading: Ref<boolean>;
  problem: Ref<string>;
  lastSeq: ComputedRef<number>;
  open: (id: string | null) => Promise<void>;
  /** Fetches all that may have changed: lines, state, records, envelope. */
  refresh: () => Promise<void>;
  addTurn: (id: string, turn: Turn) => void;
  addNote: (id: string, note: Note) => void;
  setDelivery: Turns["setDelivery"];
  addPosted: (id: string, posted: Posted) => void;
}

/** The open conversation. `learned` hears of every fresh detail, so that the lists know it too. */
export function useThread(desk: Desk, learned: (detail: Detail) => void): Thread {
  const lines = useTurns(desk);
  const { id } = lines;
  const detail = shallowRef<Detail | null>(null);
  const envelope = shallowRef<Envelope | null>(null);
  const envelopeProblem = ref("");
  const loading = ref(false);
  const problem = ref("");
  let running: Promise<void> | null = null;
  let again = false;

  async function fetchEnvelope(wanted: string): Promise<void> {
    const found = await desk.envelope(wanted).catch((error: unknown) => error);
    if (id.value !== wanted) return;
    const failed = found instanceof Error;
    envelope.value = failed ? null : (found as Envelope);
    const none = found instanceof Problem && found.status === 404;
    envelopeProblem.value = failed && !none ? sentence(found) : "";
  }

  async function fetchAll(wanted: string): Promise<void> {
    try {
      const [found] = await Promise.all([desk.conversation(wanted), lines.catchUp()]);
      if (id.value !== wanted) return;
      detail.value = found;
      learned(found);
      problem.value = "";
      if (found.escalations.length) await fetchEnvelope(wanted);
    } catch (error) {
      if (id.value === wanted) problem.value = sentence(error);
    }
  }

  async function rounds(): Promise<void> {
    while (again) {
      again = false;
      if (id.value) await fetchAll(id.value);
    }
  }

  /** One round at a time; whoever asks meanwhile gets one more round, not a second crowd of requests. */
  function refresh(): Promise<void> {
    again = true;
    running ??= rounds().then(() => {
      running = null;
      return again ? refresh() : undefined;
    });
    return running;
  }

  async function open(wanted: string | null): Promise<void> {
    if (wanted === id.value) return;
    lines.lay(wanted);
    detail.value = null;
    envelope.value = null;
    envelopeProblem.value = "";
    problem.value = "";
    loading.value = wanted !== null;
    if (wanted) await refresh();
    if (id.value === wanted) loading.value = false;
  }

  function addTurn(where: string, turn: Turn): void {
    if (lines.addTurn(where, turn) && !loading.value) void refresh();
  }

  return {
    id,
    turns: lines.turns,
    notes: lines.notes,
    lastSeq: lines.lastSeq,
    addNote: lines.addNote,
    setDelivery: lines.setDelivery,
    detail,
    envelope,
    envelopeProblem,
    loading,
    problem,
    open,
    refresh,
    addTurn,
    addPosted: (where, posted) => (posted.turn ? addTurn(where, posted.turn) : lines.addNote(where, posted.note)),
  };
}
