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
  legal_moves: TicketState[];
  owner: Named | null;
  conversations: string[];
}

export interface NewTicket {
  client_key: string;
  conversation_id: string;
  category: TicketCategory;
  trade: Trade;
  class: UrgencyClass;
  summary: string;
  house?: string;
}
