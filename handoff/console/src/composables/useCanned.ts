import { ref, shallowRef, type Ref } from "vue";
import type { CannedReply } from "../aidTypes";
import type { Aids } from "../api/aids";
import { sentence } from "../api/request";

export interface Canned {
  all: Ref<CannedReply[]>;
  problem: Ref<string>;
  load: () => Promise<void>;
}

/** The agent's own canned replies and the estates', asked for anew each time the list opens. */
export function useCanned(desk: Pick<Aids, "cannedReplies">): Canned {
  const all = shallowRef<CannedReply[]>([]);
  const problem = ref("");
  return {
    all,
    problem,
    load: async () => {
      try {
        all.value = await desk.cannedReplies();
        problem.value = "";
      } catch (error) {
        problem.value = sentence(error);
      }
    },
  };
}
