import { ref, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";
import { say } from "../say";
import { actions as words } from "../messages";
import type { Agent, Colleague } from "../types";
import type { Inbox } from "./useInbox";
import type { Thread } from "./useThread";

export type Verb = "claim" | "putBack" | "transfer" | "close";

export interface Actions {
  busy: Ref<Verb | null>;
  claim: (id: string) => Promise<boolean>;
  putBack: (id: string) => Promise<boolean>;
  transfer: (id: string, to: Colleague, note: string) => Promise<boolean>;
  close: (id: string, summary: string, resolved: boolean) => Promise<boolean>;
}

/** What an agent does with a conversation as a whole. Refused or done, the screen then shows what the desk says. */
export function useActions(desk: Desk, me: Agent, inbox: Inbox, thread: Thread): Actions {
  const busy = ref<Verb | null>(null);

  async function attempt(verb: Verb, act: () => Promise<void>, done: string): Promise<boolean> {
    if (busy.value) return false;
    busy.value = verb;
    try {
      await act();
      say("success", done);
      return true;
    } catch (error) {
      say("warning", sentence(error));
      return false;
    } finally {
      busy.value = null;
      await Promise.all([inbox.load(), thread.refresh()]);
    }
  }

  return {
    busy,
    claim: (id) =>
      attempt(
        "claim",
        async () => {
          await desk.claim(id);
          inbox.setHolder(id, "agent", { id: me.id, name: me.name });
          inbox.show("mine");
        },
        words.claimed,
      ),
    putBack: (id) => attempt("putBack", () => desk.putBack(id), words.wasPutBack),
    transfer: (id, to, note) => attempt("transfer", () => desk.transfer(id, to.id, note), words.transferred(to.name)),
    close: (id, summary, resolved) => attempt("close", () => desk.close(id, summary, resolved), words.closed),
  };
}
