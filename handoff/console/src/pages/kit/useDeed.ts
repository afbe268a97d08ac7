import { ref, type Ref } from "vue";
import { Problem, sentence } from "../../api/request";
import { say } from "../../say";

export interface Deed {
  busy: Ref<boolean>;
  /** Why the last one was refused, for a form to show; empty after a success. */
  problem: Ref<string>;
  lines: Ref<readonly string[]>;
  /** Does it, says so, and tells whether it was done. A second press while one runs does nothing. */
  attempt: (act: () => Promise<unknown>, done?: string) => Promise<boolean>;
}

/** Something that a page asks the desk to do. */
export function useDeed(): Deed {
  const busy = ref(false);
  const problem = ref("");
  const lines = ref<readonly string[]>([]);
  return {
    busy,
    problem,
    lines,
    attempt: async (act, done) => {
      if (busy.value) return false;
      busy.value = true;
      problem.value = "";
      lines.value = [];
      try {
        await act();
        if (done) say("success", done);
        return true;
      } catch (error) {
        problem.value = sentence(error);
        lines.value = error instanceof Problem ? error.lines : [];
        say("warning", problem.value);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
