/** Tickets as the desk shows them to agents: docs/api.md, "Ticket". */
import type { Named, UrgencyClass } from "./types";

export type TicketState =
  "accepted" | "dispatched" | "on_the_way" | "done" | "awaiting_confirmation" | "confirmed" | "cancelled";
export type TicketCategory = "repair" | "complaint" | "suggestion" | "visitor" | "other";
export type Trade = "工程" | "保洁" | "安保" | "客服";

export interface Doer {
  kind: "resident" | "bot" | "agent" | "system";
  name?: string;
}

export interface Promised {
  id: string;
  text: string;
  due_at: string;
  by: Doer;
  at: string;
}

/** A call after the work was done: docs/api.md, "Ticket". */
export interface FollowUp {
  by: Doer;
  at: string;
  reached: boolean;
  satisfied: boolean | null;
  note?: string;
}

/** A picture that shows what a ticket is about. */
export interface Snap {
  id: string;
  conversation_id: string;
  width: number;
  height: number;
}

/** The record that a ticket came to another owner. */
export interface Handing {
  to: Doer;
  by: Doer;
  at: string;
  note: string;
}

/** What a repairer wrote down on the spot: docs/api.md, "Work orders". */
export interface WorkStep {
  client_key: string;
  kind: "accept" | "set_out" | "begin" | "finish" | "picture";
  by: Doer;
  recorded_at: string;
  at: string;
  note: string;
  picture: string | null;
  refused: string | null;
}

export type CallOutcome = "satisfied" | "dissatisfied" | "unreached";

export interface Ticket {
  number: string;
  estate: string;
  category: TicketCategory;
  trade: Trade;
  class: UrgencyClass;
  state: TicketState;
  summary: string;
  details: Record<string, string>;
  house: string | null;
  opened_at: string;
  response_due_at: string;
  resolution_due_at: string;
  due_at: string | null;
  moves: { to: TicketState; by: Doer; at: string; note?: string }[];
  urged: string[];
  promises: Promised[];
  follow_ups?: FollowUp[];
  owners?: Handing[];
  attachments?: Snap[];
  steps?: WorkStep[];
  legal_moves: TicketState[];
  owner: Named | null;
  conversations: string[];
}

/** How a follow-up call went; recorded once a key. */
export interface Call {
  client_key: string;
  outcome: CallOutcome;
  note: string;
}

/** What an agent is about to do with a ticket. */
export type TicketDeed =
  | { kind: "move"; ticket: Ticket; to: TicketState }
  | { kind: "call" | "promise" | "handOn" | "photos"; ticket: Ticket };

export interface NewTicket {
  client_key: string;
  conversation_id: string;
  category: TicketCategory;
  trade: Trade;
  class: UrgencyClass;
  summary: string;
  house?: string;
}
