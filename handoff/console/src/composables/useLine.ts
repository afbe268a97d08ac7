import { onScopeDispose, ref, type Ref } from "vue";
import { openFeed, feedAddress, type LineState } from "../api/feed";
import type { Frame } from "../types";

export interface Line {
  state: Ref<LineState>;
  retryNow: () => void;
  /** Tells the resident that someone is writing, at most once in a few seconds. */
  sayTyping: (id: string) => void;
  /** Tells the resident up to where their owner has read. */
  sayRead: (id: string, seq: number) => void;
  /** Tells a page of every frame while it is open, and of `null` when all must be fetched again. */
  listen: (hear: (frame: Frame | null) => void) => void;
}

export interface LineEvents {
  recover: () => void;
  frame: (frame: Frame) => void;
  failed: () => void;
}

const TYPING_EVERY = 3_000;
/** A safety net under the feed: whatever a frame failed to say is noticed within this time. */
const RECHECK_EVERY = 60_000;

/** The feed, kept open while the page lives, and woken when the page or the network comes back. */
export function useLine({ recover, frame, failed }: LineEvents): Line {
  const state = ref<LineState>("connecting");
  const listeners = new Set<(frame: Frame | null) => void>();
  let saidAt = 0;
  const tell = (heard: Frame | null): void => listeners.forEach((hear) => hear(heard));
  const recoverAll = (): void => {
    recover();
    tell(null);
  };
  const feed = openFeed(feedAddress(location), {
    opened: recoverAll,
    frame: (heard) => {
      frame(heard);
      tell(heard);
    },
    failed,
    state: (next) => {
      state.value = next;
    },
  });

  const wake = (): void => {
    if (document.visibilityState !== "visible") return;
    if (state.value === "open") recoverAll();
    else feed.retryNow();
  };
  const recheck = setInterval(() => {
    if (state.value === "open" && document.visibilityState === "visible") recoverAll();
  }, RECHECK_EVERY);
  addEventListener("online", feed.retryNow);
  addEventListener("offline", feed.retryNow);
  document.addEventListener("visibilitychange", wake);
  feed.start();
  onScopeDispose(() => {
    clearInterval(recheck);
    removeEventListener("online", feed.retryNow);
    removeEventListener("offline", feed.retryNow);
    document.removeEventListener("visibilitychange", wake);
    feed.stop();
  });

  return {
    state,
    retryNow: feed.retryNow,
    listen: (hear) => {
      listeners.add(hear);
      onScopeDispose(() => listeners.delete(hear));
    },
    sayRead: (id, seq) => feed.send({ type: "read", conversation_id: id, seq }),
    sayTyping: (id) => {
      if (Date.now() - saidAt < TYPING_EVERY) return;
      saidAt = Date.now();
      feed.send({ type: "typing", conversation_id: id });
    },
  };
}
