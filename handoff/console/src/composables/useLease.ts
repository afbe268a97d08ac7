import { ref, watch, type Ref } from "vue";
import type { LineState } from "../api/feed";

export interface Lease {
  /** How many conversations went back to the queue while the line was lost; 0 once it was read. */
  lost: Ref<number>;
  /** To be called when the lists are fresh again. */
  compare: () => void;
}

/** The desk gives a vanished agent's conversations back; whoever comes back must see that at once. */
export function useLease(state: Ref<LineState>, mine: () => string[], queued: (id: string) => boolean): Lease {
  const lost = ref(0);
  let held: string[] | null = null;

  watch(state, (now) => {
    if (now === "lost") held ??= mine();
  });

  return {
    lost,
    compare: () => {
      if (state.value !== "open" || !held) return;
      lost.value += held.filter(queued).length;
      held = null;
    },
  };
}
