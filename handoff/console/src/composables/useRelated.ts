import { ref, shallowRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";
import type { Related } from "../types";

export interface Earlier {
  /** Null until it is known. */
  found: Ref<Related | null>;
  problem: Ref<string>;
  show: (conversation: string | null) => Promise<void>;
  load: () => Promise<void>;
}

/** What was before the open conversation: others of the same number or house, and the house's tickets. */
export function useRelated(desk: Pick<Desk, "related">): Earlier {
  const found = shallowRef<Related | null>(null);
  const problem = ref("");
  let conversation: string | null = null;

  async function load(): Promise<void> {
    const wanted = conversation;
    if (!wanted) return;
    try {
      const related = await desk.related(wanted);
      if (conversation !== wanted) return;
      found.value = related;
      problem.value = "";
    } catch (error) {
      if (conversation === wanted) problem.value = sentence(error);
    }
  }

  return {
    found,
    problem,
    load,
    show: async (wanted) => {
      if (wanted === conversation) return;
      conversation = wanted;
      found.value = null;
      problem.value = "";
      await load();
    },
  };
}
