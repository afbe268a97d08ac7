import { ref, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { recall, remember } from "../logic/keepsake";

export interface Presence {
  state: Ref<"online" | "away">;
  reason: Ref<string>;
  set: (state: "online" | "away", reason?: string) => Promise<void>;
  /** Tells the desk again what was chosen; done at every (re)connection. */
  repeat: () => Promise<void>;
}

interface Chosen {
  state: "online" | "away";
  reason: string;
}

export function usePresence(desk: Desk, me: string): Presence {
  const memory = `presence.${me}`;
  const chosen = recall<Chosen>(memory, { state: "online", reason: "" });
  const state = ref(chosen.state);
  const reason = ref(chosen.reason);

  async function set(next: "online" | "away", why = ""): Promise<void> {
    await desk.presence(next, next === "away" ? why : null);
    state.value = next;
    reason.value = why;
    remember(memory, { state: next, reason: why });
  }

  return { state, reason, set, repeat: () => set(state.value, reason.value) };
}
