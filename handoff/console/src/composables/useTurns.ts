import { computed, ref, shallowRef, type ComputedRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { mergeNotes, mergeTurns, wholeUpTo } from "../logic/timeline";
import type { Delivery, Note, Turn } from "../types";

export interface Turns {
  id: Ref<string | null>;
  turns: Ref<Turn[]>;
  notes: Ref<Note[]>;
  lastSeq: ComputedRef<number>;
  /** Puts another conversation on the table, with what is remembered of it. */
  lay: (id: string | null) => void;
  /** Fetches what is missing behind the last sequence number without a hole. */
  catchUp: () => Promise<void>;
  /** Takes a turn from the feed; true when there is a hole before it. */
  addTurn: (id: string, turn: Turn) => boolean;
  addNote: (id: string, note: Note) => void;
  /** Notes how far a line came on its way to the messenger. */
  setDelivery: (id: string, seq: number, delivery: Delivery) => void;
}

const KEPT = 30;

/** The lines of the open conversation; the last few conversations stay in memory for a quick return. */
export function useTurns(desk: Desk): Turns {
  const id = ref<string | null>(null);
  const turns = shallowRef<Turn[]>([]);
  const notes = shallowRef<Note[]>([]);
  const kept = new Map<string, { turns: Turn[]; notes: Note[] }>();

  function lay(wanted: string | null): void {
    if (id.value) {
      kept.delete(id.value);
      kept.set(id.value, { turns: turns.value, notes: notes.value });
      const oldest = kept.keys().next();
      if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
    }
    id.value = wanted;
    const before = wanted ? kept.get(wanted) : undefined;
    turns.value = before?.turns ?? [];
    notes.value = before?.notes ?? [];
  }

  async function catchUp(): Promise<void> {
    const wanted = id.value;
    while (wanted) {
      const after = wholeUpTo(turns.value);
      const page = await desk.turns(wanted, after);
      if (id.value !== wanted) return;
      turns.value = mergeTurns(turns.value, page.turns);
      notes.value = mergeNotes(notes.value, page.notes);
      const reached = wholeUpTo(turns.value);
      if (reached >= page.last_seq || reached === after) return;
    }
  }

  return {
    id,
    turns,
    notes,
    lay,
    catchUp,
    lastSeq: computed(() => turns.value.at(-1)?.seq ?? 0),
    addTurn: (where, turn) => {
      if (where !== id.value) return false;
      const hole = turn.seq > wholeUpTo(turns.value) + 1;
      turns.value = mergeTurns(turns.value, [turn]);
      return hole;
    },
    addNote: (where, note) => {
      if (where === id.value) notes.value = mergeNotes(notes.value, [note]);
    },
    setDelivery: (where, seq, delivery) => {
      if (where !== id.value) return;
      turns.value = turns.value.map((turn) => (turn.seq === seq ? { ...turn, delivery } : turn));
    },
  };
}
