import { ref, type Ref } from "vue";
import type { Aids } from "../api/aids";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";
import { say } from "../say";
import { newKey } from "../logic/outbox";
import { actions as words, supervising } from "../messages";
import type { Agent, Colleague, Named } from "../types";
import type { Inbox } from "./useInbox";
import type { Thread } from "./useThread";

export type Verb = "claim" | "putBack" | "transfer" | "close" | "force" | "refuse" | "whisper";

export interface Actions {
  busy: Ref<Verb | null>;
  claim: (id: string) => Promise<boolean>;
  putBack: (id: string) => Promise<boolean>;
  transfer: (id: string, to: Colleague, note: string) => Promise<boolean>;
  close: (id: string, summary: string, resolved: boolean) => Promise<boolean>;
  /** A supervisor's: assigns it whoever holds it; to oneself, that is taking over. */
  assign: (id: string, to: Named, note: string) => Promise<boolean>;
  whisper: (id: string, text: string) => Promise<boolean>;
  refuse: (id: string, note: string) => Promise<boolean>;
}

type Asked = Desk & Pick<Aids, "assignByForce" | "whisper" | "refuse">;

/** What an agent does with a conversation as a whole. Refused or done, the screen then shows what the desk says. */
export function useActions(desk: Asked, me: Agent, inbox: Inbox, thread: Thread): Actions {
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
    assign: (id, to, note) =>
      attempt(
        "force",
        () => desk.assignByForce(id, to.id, note),
        to.id === me.id ? supervising.tookOver : supervising.assigned(to.name),
      ),
    whisper: (id, text) =>
      attempt("whisper", async () => thread.addNote(id, await desk.whisper(id, newKey(), text)), supervising.whisperSent),
    refuse: (id, note) => attempt("refuse", () => desk.refuse(id, note), supervising.refused),
  };
}
