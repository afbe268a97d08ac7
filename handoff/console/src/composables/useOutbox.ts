import { reactive } from "vue";
import type { Desk } from "../api/desk";
import { Problem, sentence } from "../api/request";
import { recall, remember } from "../logic/keepsake";
import { afterReload, newKey, type Pending } from "../logic/outbox";
import { problems } from "../messages";
import type { NewTurn, Posted } from "../types";

export interface Outbox {
  of: (id: string) => readonly Pending[];
  send: (id: string, said: Said) => Promise<void>;
  retry: (id: string, key: string) => Promise<void>;
  discard: (id: string, key: string) => void;
}

/** What leaves the composer: words, a picture, or both; notes are private and words alone. */
export type Said = Pick<Pending, "text" | "private" | "picture">;

export interface OutboxEvents {
  posted: (id: string, posted: Posted) => void;
  /** 409: the conversation is not this agent's (any more). */
  refused: (id: string, line: Pending, why: string) => void;
}

/** Lines on their way. A failed one keeps its text and its key, so that a retry can never say it twice. */
export function useOutbox(desk: Desk, me: string, events: OutboxEvents): Outbox {
  const memory = `outbox.${me}`;
  const kept = recall<Record<string, Pending[]>>(memory, {});
  const lines = reactive<Record<string, Pending[]>>(
    Object.fromEntries(Object.entries(kept).map(([id, some]) => [id, afterReload(some, problems.network)])),
  );

  function replace(id: string, next: Pending[]): void {
    if (next.length) lines[id] = next;
    else Reflect.deleteProperty(lines, id);
    remember(memory, Object.keys(lines).length ? lines : null);
  }

  const without = (id: string, key: string): Pending[] => of(id).filter((line) => line.client_key !== key);
  const of = (id: string): Pending[] => lines[id] ?? [];

  function mark(id: string, key: string, change: Partial<Pending>): void {
    replace(
      id,
      of(id).map((line) => (line.client_key === key ? { ...line, ...change } : line)),
    );
  }

  async function deliver(id: string, line: Pending): Promise<void> {
    const { client_key } = line;
    try {
      const posted = await desk.post(id, asTurn(line));
      events.posted(id, posted);
      replace(id, without(id, client_key));
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        replace(id, without(id, client_key));
        events.refused(id, line, error.message);
      } else {
        mark(id, client_key, { state: "failed", problem: sentence(error) });
      }
    }
  }

  return {
    of,
    send: async (id, said) => {
      const line: Pending = { client_key: newKey(), ...said, state: "sending", problem: "" };
      replace(id, [...of(id), line]);
      await deliver(id, line);
    },
    retry: async (id, key) => {
      const line = of(id).find((one) => one.client_key === key);
      if (!line || line.state === "sending") return;
      mark(id, key, { state: "sending", problem: "" });
      await deliver(id, line);
    },
    discard: (id, key) => replace(id, without(id, key)),
  };
}

function asTurn({ client_key, text, picture, private: inPrivate }: Pending): NewTurn {
  if (picture) return { client_key, kind: "image", attachment_id: picture, ...(text && { text }) };
  return { client_key, kind: "text", text, ...(inPrivate && { private: true }) };
}
