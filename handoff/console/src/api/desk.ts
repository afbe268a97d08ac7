/** The desk's verbs as an agent may use them. The tests' stand-in implements the same interface. */
import type {
  Agent,
  Bare,
  Colleague,
  Detail,
  Envelope,
  NewTurn,
  Posted,
  PresenceState,
  Related,
  Summary,
  TurnsPage,
} from "../types";
import type { Call, NewTicket, Ticket, TicketState } from "../ticketTypes";
import { ask } from "./request";

export type Shelf = "queue" | "me" | "agent" | "bot" | "closed";

export interface ListPage {
  conversations: Summary[];
  next: number | null;
}

const PAGE = 500;

export interface Desk {
  signIn(username: string, password: string): Promise<Agent>;
  currentAgent(): Promise<Agent>;
  signOut(): Promise<void>;
  /** Changes one's own password; one's other sessions end. */
  changePassword(current: string, wanted: string): Promise<void>;
  /** A page of a shelf, behind the first `after` lines. */
  conversations(shelf: Shelf, after: number): Promise<ListPage>;
  conversation(id: string): Promise<Detail>;
  turns(id: string, after: number): Promise<TurnsPage>;
  envelope(id: string): Promise<Envelope>;
  /** What was before: the same number, the same house. */
  related(id: string): Promise<Related>;
  /** Name, house and number in full; the reason is logged before they leave the desk. */
  unmask(id: string, reason: string): Promise<Bare>;
  /** Hands in a picture for the resident; returns its id. */
  upload(id: string, file: File): Promise<string>;
  claim(id: string): Promise<void>;
  transfer(id: string, agentId: string, note: string): Promise<void>;
  putBack(id: string): Promise<void>;
  post(id: string, turn: NewTurn): Promise<Posted>;
  close(id: string, summary: string, resolved: boolean): Promise<void>;
  tickets(conversation: string): Promise<Ticket[]>;
  openTicket(wanted: NewTicket): Promise<Ticket>;
  /** Moves a ticket from the state that it is seen in; refused where it is another by now. */
  moveTicket(seen: Ticket, to: TicketState, note: string): Promise<Ticket>;
  promise(number: string, text: string, dueAt: string): Promise<Ticket>;
  followUp(number: string, call: Call): Promise<Ticket>;
  handOn(number: string, agentId: string, note: string): Promise<Ticket>;
  linkTicket(number: string, conversation: string): Promise<Ticket>;
  putPicture(number: string, picture: string): Promise<Ticket>;
  colleagues(): Promise<Colleague[]>;
  presence(state: PresenceState, reason: string | null): Promise<Agent>;
  estateName(id: string): Promise<string>;
}

/** Where a picture of a conversation is shown from. */
export const pictureAddress = (conversation: string, picture: string): string =>
  `/api/v1${at(conversation)}/attachments/${encodeURIComponent(picture)}`;

const ticketAt = (number: string): string => `/tickets/${encodeURIComponent(number)}`;
const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const desk: Desk = {
  // The cookie carries the session; the token in the answer is not kept.
  signIn: async (username, password) =>
    (await ask<{ agent: Agent }>("POST", "/sessions", { username, password })).agent,
  currentAgent: async () => (await ask<{ agent: Agent }>("GET", "/sessions/current")).agent,
  signOut: () => ask("DELETE", "/sessions/current"),
  changePassword: (current, wanted) => ask("PUT", "/agents/current/password", { current, new: wanted }),
  conversations: (shelf, after) => ask("GET", `/conversations?holder=${shelf}&limit=${PAGE}&after=${after}`),
  conversation: (id) => ask("GET", at(id)),
  turns: (id, after) => ask("GET", `${at(id)}/turns?after=${after}`),
  envelope: (id) => ask("GET", `${at(id)}/handoff`),
  related: (id) => ask("GET", `${at(id)}/related`),
  unmask: async (id, reason) =>
    (await ask<{ resident: Bare }>("POST", `${at(id)}/unmasking`, { reason })).resident,
  upload: async (id, file) => {
    const form = new FormData();
    form.append("file", file);
    return (await ask<{ attachment_id: string }>("POST", `${at(id)}/attachments`, form)).attachment_id;
  },
  claim: (id) => ask("POST", `${at(id)}/assignment`, {}),
  transfer: (id, agentId, note) => ask("PUT", `${at(id)}/assignment`, { agent_id: agentId, note }),
  putBack: (id) => ask("DELETE", `${at(id)}/assignment`),
  post: (id, turn) => ask("POST", `${at(id)}/turns`, turn),
  close: (id, summary, resolved) => ask("POST", `${at(id)}/closure`, { summary, resolved }),
  tickets: async (conversation) =>
    (await ask<{ tickets: Ticket[] }>("GET", `/tickets?limit=100&conversation=${encodeURIComponent(conversation)}`))
      .tickets,
  openTicket: async (wanted) => (await ask<{ ticket: Ticket }>("POST", "/tickets", wanted)).ticket,
  moveTicket: async (seen, to, note) =>
    (await ask<{ ticket: Ticket }>("POST", `${ticketAt(seen.number)}/moves`, { to, note, from: seen.state })).ticket,
  promise: async (number, text, dueAt) =>
    (await ask<{ ticket: Ticket }>("POST", `${ticketAt(number)}/promises`, { text, due_at: dueAt })).ticket,
  followUp: async (number, { client_key, outcome, note }) =>
    (
      await ask<{ ticket: Ticket }>("POST", `${ticketAt(number)}/follow-ups`, {
        client_key,
        reached: outcome !== "unreached",
        ...(outcome === "unreached" ? {} : { satisfied: outcome === "satisfied" }),
        ...(note ? { note } : {}),
      })
    ).ticket,
  handOn: async (number, agentId, note) =>
    (await ask<{ ticket: Ticket }>("PUT", `${ticketAt(number)}/owner`, { agent_id: agentId, note })).ticket,
  linkTicket: async (number, conversation) =>
    (await ask<{ ticket: Ticket }>("PUT", `${ticketAt(number)}${at(conversation)}`, {})).ticket,
  putPicture: async (number, picture) =>
    (await ask<{ ticket: Ticket }>("PUT", `${ticketAt(number)}/attachments/${encodeURIComponent(picture)}`, {})).ticket,
  colleagues: async () => (await ask<{ agents: Colleague[] }>("GET", "/agents")).agents,
  presence: async (state, reason) =>
    (await ask<{ agent: Agent }>("PUT", "/agents/current/presence", reason ? { state, reason } : { state })).agent,
  estateName: async (id) => (await ask<{ name: string }>("GET", `/estates/${encodeURIComponent(id)}`)).name,
};
