/** Tells each frame of the feed to whom it belongs. */
import type { Attention } from "./composables/useAttention";
import type { Frame } from "./types";
import type { Workplace } from "./workplace";

export type Hearers = Pick<
  Workplace,
  "inbox" | "thread" | "tickets" | "typing" | "readUpTo" | "presence" | "colleagues" | "alerts" | "incidents"
> & {
  climbed: Attention["climbed"];
  inSight: () => boolean;
};

type Handlers = { [T in Frame["type"]]: (frame: Extract<Frame, { type: T }>) => void };

/** One handler for each kind of frame; a kind that a newer desk has added is let pass. */
export function hearing(parts: Hearers): (frame: Frame) => void {
  const { inbox, thread, tickets, typing, readUpTo, presence, colleagues, alerts, incidents } = parts;
  const learn = (id: string | null): void => {
    if (id && !inbox.known.value.has(id)) void inbox.load();
  };
  const handlers: Handlers = {
    queue: (frame) => inbox.upsert(frame.conversations),
    turn: ({ conversation_id: id, turn }) => {
      typing.stopped(id);
      inbox.addTurn(id, turn, id === thread.id.value && parts.inSight());
      thread.addTurn(id, turn);
    },
    note: (frame) => thread.addNote(frame.conversation_id, frame.note),
    holder: ({ conversation_id: id, holder, agent }) => {
      inbox.setHolder(id, holder, agent);
      if (id === thread.id.value) void thread.refresh();
      learn(id);
    },
    alert: (frame) => {
      alerts.heard(frame.alert);
      parts.climbed(frame.alert, frame.rung);
      learn(frame.conversation_id);
    },
    alerts: (frame) => alerts.replace(frame.alerts),
    incident: (frame) => incidents.heard(frame.incident),
    delivery: (frame) => thread.setDelivery(frame.conversation_id, frame.seq, frame.delivery),
    offer: () => undefined, // The summary that says the same comes with its own frame.
    typing: (frame) => {
      if (frame.by !== "agent") typing.heard(frame.conversation_id);
    },
    read: (frame) => {
      if (frame.by !== "agent" && frame.seq) readUpTo[frame.conversation_id] = frame.seq;
    },
    ticket: (frame) => tickets.heard(frame.ticket),
    hello: (frame) => presence.adopt(frame.agent),
    presence: (frame) => {
      presence.adopt(frame.agent);
      colleagues.update(frame.agent);
    },
    resync: () => undefined, // The desk closes the line next; coming back fetches all.
    pong: () => undefined,
  };
  return (frame) => (handlers[frame.type] as ((frame: Frame) => void) | undefined)?.(frame);
}
