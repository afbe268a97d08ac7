/** What a ticket's card shows: which record is the newer one, what is due, and what happened. */
import { ticketing as words, ticketStates } from "../messages";
import type { CallOutcome, Doer, FollowUp, Snap, Ticket } from "../ticketTypes";
import type { Turn } from "../types";

export interface TicketEvent {
  at: string;
  head: string;
  body: string;
}

const SETTLED = new Set(["confirmed", "cancelled"]);

/** Records are only ever added: the one with more of them is the newer. */
const records = (one: Ticket): number =>
  [one.moves, one.urged, one.promises, one.follow_ups, one.owners, one.attachments, one.conversations].reduce(
    (sum, some) => sum + (some?.length ?? 0),
    0,
  );

/** Known tickets with a heard one put in its place, unless what is known is newer. */
export function withTicket(known: readonly Ticket[], heard: Ticket): Ticket[] {
  const before = known.find((one) => one.number === heard.number);
  if (before && records(before) > records(heard)) return [...known];
  return inOrder([...known.filter((one) => one !== before), heard]);
}

/** Open ones first, among them what is due soonest; what is over last, the newest first. */
export function inOrder(tickets: readonly Ticket[]): Ticket[] {
  const due = (one: Ticket): number => (one.due_at ? Date.parse(one.due_at) : Infinity);
  return [...tickets].sort(
    (a, b) =>
      Number(SETTLED.has(a.state)) - Number(SETTLED.has(b.state)) ||
      (due(a) === due(b) ? 0 : due(a) - due(b)) ||
      Date.parse(b.opened_at) - Date.parse(a.opened_at),
  );
}

export const isSettled = (ticket: Ticket): boolean => SETTLED.has(ticket.state);

/** Seconds until something is due at `now` (ms on the desk's clock); negative once it is late; null when nothing is. */
export function secondsToDue(ticket: Pick<Ticket, "due_at">, now: number): number | null {
  return ticket.due_at ? (Date.parse(ticket.due_at) - now) / 1000 : null;
}

const nameOf = (by: Doer): string => by.name ?? words.doers[by.kind];

/** Moves, urgings and promises as one story, the latest first. */
export function storyOf(ticket: Ticket): TicketEvent[] {
  const moves = ticket.moves.map((move, at) => ({
    at: move.at,
    head: `${at > 0 && move.to === "accepted" ? words.reopened : ticketStates[move.to]} · ${nameOf(move.by)}`,
    body: move.note ?? "",
  }));
  const urgings = ticket.urged.map((at) => ({ at, head: words.urged, body: "" }));
  const promises = ticket.promises.map((one) => ({
    at: one.at,
    head: `${words.promised} · ${nameOf(one.by)}`,
    body: one.text,
  }));
  const calls = (ticket.follow_ups ?? []).map((one) => ({
    at: one.at,
    head: `${words.called[outcomeOf(one)]} · ${nameOf(one.by)}`,
    body: one.note ?? "",
  }));
  const handings = (ticket.owners ?? []).map((one) => ({
    at: one.at,
    head: `${words.handedOn(nameOf(one.to))} · ${nameOf(one.by)}`,
    body: one.note,
  }));
  return [...moves, ...urgings, ...promises, ...calls, ...handings].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** Pictures of a conversation that may be put on one of its tickets. */
export function spareSnaps(ticket: Ticket, conversation: string, turns: readonly Turn[]): Snap[] {
  if (isSettled(ticket) || !ticket.conversations.includes(conversation)) return [];
  const there = new Set((ticket.attachments ?? []).map((one) => one.id));
  return turns.flatMap(({ attachment: one }) =>
    one && !there.has(one.id) ? [{ ...one, conversation_id: conversation }] : [],
  );
}

/** Whether this agent may give the ticket to somebody else: docs/api.md, `PUT …/owner`. */
export function mayHandOn(ticket: Ticket, me: { id: string; grade: number }): boolean {
  return !isSettled(ticket) && (!ticket.owner || ticket.owner.id === me.id || me.grade > 1);
}

function outcomeOf(call: FollowUp): CallOutcome {
  if (!call.reached) return "unreached";
  return call.satisfied === false ? "dissatisfied" : "satisfied";
}

/** What a field for date and time says, as a moment with its zone; null where it says none that is to come. */
export function momentToCome(local: string, now: number): string | null {
  const at = Date.parse(local);
  return Number.isNaN(at) || at <= now ? null : new Date(at).toISOString();
}

/** A moment as a field for date and time takes it, in the agent's own zone and without seconds. */
export function asField(moment: number): string {
  const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
