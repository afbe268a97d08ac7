import { onScopeDispose, shallowRef, type Ref } from "vue";
import type { DraftDesk, DraftKind, KeptDraft } from "../api/drafts";
import { sentence } from "../api/request";
import { say } from "../say";
import { keyOf, useDraftSync } from "./useDraftSync";

export interface Drafts {
  reply: (id: string) => string;
  note: (id: string) => string;
  write: (id: string, kind: DraftKind, text: string) => void;
  /** Another computer wrote meanwhile too: both stand in this draft. */
  both: (id: string, kind: DraftKind) => boolean;
  /** Replies that colleagues have begun in the conversation that is shown. */
  left: Ref<KeptDraft[]>;
  /** Hands in what still waits and fetches what the desk has of this conversation. */
  show: (id: string | null) => Promise<void>;
  /** Goes on with a colleague's words. */
  take: (draft: KeptDraft) => Promise<void>;
  /** Puts a colleague's words out of sight. */
  pass: (draft: KeptDraft) => void;
}

const LAST_WORDS = 3_000; // what a colleague is writing at this very moment comes with their last saving

/** Calls `leave` when the page goes to the back, which is the last that a page that is shut can tell. */
function whenLeaving(leave: () => void): void {
  if (typeof document === "undefined") return;
  const changed = (): void => (document.visibilityState === "hidden" ? leave() : undefined);
  document.addEventListener("visibilitychange", changed);
  onScopeDispose(() => document.removeEventListener("visibilitychange", changed));
}

/** What was begun and not sent, one for each conversation and kind: in this browser, and at the desk soon after. */
export function useDrafts(desk: DraftDesk, me: string): Drafts {
  const sync = useDraftSync(desk, me);
  const left = shallowRef<KeptDraft[]>([]);
  const passed = new Set<string>();
  let shown: string | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(again), true);
  whenLeaving(sync.handIn);

  const nameOf = (one: KeptDraft): string => `${shown}/${one.agent.id}/${one.version}`;
  const drop = (one: KeptDraft): void => {
    left.value = left.value.filter((other) => other !== one);
  };

  async function look(id: string): Promise<void> {
    const found = await sync.compare(id);
    if (found && id === shown) left.value = found.filter((one) => one.agent.id !== me && !passed.has(nameOf(one)));
  }

  async function take(one: KeptDraft): Promise<void> {
    const id = shown;
    if (!id) return;
    try {
      await sync.save(keyOf(id, "reply"));
      sync.hear(keyOf(id, "reply"), await desk.takeDraft(id, one.agent.id));
      drop(one);
    } catch (error) {
      say("warning", sentence(error));
      await look(id);
    }
  }

  return {
    reply: (id) => sync.text(keyOf(id, "reply")),
    note: (id) => sync.text(keyOf(id, "note")),
    write: (id, kind, text) => sync.write(keyOf(id, kind), text),
    both: (id, kind) => sync.both[keyOf(id, kind)] ?? false,
    left,
    show: async (id) => {
      sync.handIn();
      if (id !== shown) left.value = [];
      shown = id;
      clearTimeout(again);
      if (!id) return;
      again = setTimeout(() => void look(id), LAST_WORDS);
      await look(id);
    },
    take,
    pass: (one) => {
      passed.add(nameOf(one));
      drop(one);
    },
  };
}
