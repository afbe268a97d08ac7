import { computed, ref, watch, type ComputedRef } from "vue";
import { mustConfirm, newcomer, startTyping } from "../logic/sendGuard";
import { composer as words } from "../messages";
import type { Thread } from "./useThread";

export interface SendGuard {
  /** Who has just written, in words; empty when nobody has. */
  notice: ComputedRef<string>;
  /** The first press was made: the next one sends. */
  asking: ComputedRef<boolean>;
  allows: () => boolean;
  reset: () => void;
}

/** Keeps a reply from crossing a message that its writer has not seen. */
export function useSendGuard(thread: Thread, myName: string, draft: () => string): SendGuard {
  const guard = ref(startTyping(thread.lastSeq.value));
  const reset = (): void => {
    guard.value = startTyping(thread.lastSeq.value);
  };
  // Typing begins with the first character; a draft from before a reload counts from what is on screen.
  watch(
    () => Boolean(draft().trim()),
    (typing) => typing && reset(),
  );
  watch(thread.loading, (loading) => !loading && reset());

  const arrived = computed(() => (draft().trim() ? newcomer(thread.turns.value, guard.value, myName) : null));
  const notice = computed(() => {
    const author = arrived.value?.author;
    if (!author) return "";
    return author.kind === "resident" ? words.guardResident : words.guardAgent(author.name ?? "");
  });

  return {
    notice,
    asking: computed(() => arrived.value !== null && guard.value.warned >= arrived.value.seq),
    reset,
    allows: () => {
      if (!mustConfirm(thread.turns.value, guard.value, myName)) return true;
      guard.value = { ...guard.value, warned: thread.lastSeq.value };
      return false;
    },
  };
}
