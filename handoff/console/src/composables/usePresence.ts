import { ref, type Ref } from "vue";
import type { Desk } from "../api/desk";
import type { Agent, PresenceState } from "../types";

export interface Presence {
  state: Ref<PresenceState>;
  reason: Ref<string>;
  set: (state: PresenceState, reason?: string) => Promise<void>;
  /** Takes over what the desk says; it is right, whatever stood here. */
  adopt: (agent: Agent) => void;
}

/** Whether the agent is there, or away and why. */
export function usePresence(desk: Desk, me: Agent): Presence {
  const state = ref(me.presence);
  const reason = ref(me.away_reason ?? "");

  function adopt(agent: Agent): void {
    if (agent.id !== me.id) return;
    state.value = agent.presence;
    reason.value = agent.away_reason ?? "";
  }

  return {
    state,
    reason,
    adopt,
    set: async (next, why = "") => adopt(await desk.presence(next, next === "away" ? why : null)),
  };
}
