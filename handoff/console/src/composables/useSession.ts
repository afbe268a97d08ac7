import { ref, shallowRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { Problem } from "../api/request";
import { signIn as words } from "../accountMessages";
import type { Agent } from "../types";

export interface Session {
  agent: Ref<Agent | null>;
  /** False until it is known whether a session exists. */
  known: Ref<boolean>;
  notice: Ref<string>;
  resume: () => Promise<void>;
  signIn: (username: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** Asks the desk whether the session still stands; ends it here when it does not. */
  verify: () => Promise<void>;
}

export function useSession(desk: Desk): Session {
  const agent = shallowRef<Agent | null>(null);
  const known = ref(false);
  const notice = ref("");

  const isOver = (error: unknown): boolean => error instanceof Problem && error.status === 401;

  async function resume(): Promise<void> {
    try {
      agent.value = await desk.currentAgent();
      notice.value = "";
    } catch (error) {
      agent.value = null;
      notice.value = isOver(error) || !(error instanceof Problem) ? "" : error.message;
    }
    known.value = true;
  }

  async function verify(): Promise<void> {
    try {
      await desk.currentAgent();
    } catch (error) {
      if (!isOver(error)) return; // Not reached: the line will be tried again.
      agent.value = null;
      notice.value = words.expired;
    }
  }

  return {
    agent,
    known,
    notice,
    resume,
    verify,
    signIn: async (username, password) => {
      const found = await desk.signIn(username, password);
      // Who signs in is there, whatever they said when they left.
      agent.value = found.presence === "away" ? await desk.presence("online", null) : found;
      notice.value = "";
    },
    signOut: async () => {
      try {
        await desk.signOut();
      } catch (error) {
        if (!isOver(error)) throw error;
      }
      agent.value = null;
      notice.value = words.signedOut;
    },
  };
}
