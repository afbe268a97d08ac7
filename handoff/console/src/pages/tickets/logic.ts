/** The ticket board: which tickets pass the filters, and in which column each stands. */
import { secondsToDue } from "../../logic/tickets";
import type { Named, UrgencyClass } from "../../types";
import type { Ticket, TicketState } from "../../ticketTypes";

export interface TicketFilter {
  words: string;
  state: TicketState | "";
  class: UrgencyClass | "";
  trade: string;
  /** An agent's id, NOBODY, or empty for all. */
  owner: string;
  overdue: boolean;
}

export const NOBODY = "-";
export const NO_FILTER: TicketFilter = { words: "", state: "", class: "", trade: "", owner: "", overdue: false };
export const STATES: TicketState[] = [
  "accepted",
  "dispatched",
  "on_the_way",
  "done",
  "awaiting_confirmation",
  "confirmed",
  "cancelled",
];

export type Urgency = "calm" | "soon" | "late";
const SOON_SHARE = 0.25;

/** Late once the time is over, soon in the last quarter of it (the desk warns at 75 %, docs/product). */
export function urgencyOf(ticket: Ticket, now: number): Urgency {
  const left = secondsToDue(ticket, now);
  if (left === null) return "calm";
  if (left <= 0) return "late";
  const whole = (Date.parse(ticket.due_at ?? "") - Date.parse(ticket.opened_at)) / 1000;
  return left <= whole * SOON_SHARE ? "soon" : "calm";
}

export function passes(ticket: Ticket, filter: TicketFilter, now: number): boolean {
  const wanted = filter.words.trim().toLowerCase();
  const said = `${ticket.number} ${ticket.house ?? ""} ${ticket.summary} ${ticket.owner?.name ?? ""}`.toLowerCase();
  return (
    (!wanted || said.includes(wanted)) &&
    (!filter.state || ticket.state === filter.state) &&
    (!filter.class || ticket.class === filter.class) &&
    (!filter.trade || ticket.trade === filter.trade) &&
    (!filter.owner || (filter.owner === NOBODY ? !ticket.owner : ticket.owner?.id === filter.owner)) &&
    (!filter.overdue || urgencyOf(ticket, now) === "late")
  );
}

/** Every column, also the empty ones, so that the board does not jump; only the wanted one where a state is chosen. */
export function columnsOf(
  tickets: readonly Ticket[],
  only: TicketState | "",
): { state: TicketState; tickets: Ticket[] }[] {
  return STATES.filter((state) => !only || state === only).map((state) => ({
    state,
    tickets: tickets.filter((one) => one.state === state),
  }));
}

/** Who owns any of them, by name. */
export function ownersOf(tickets: readonly Ticket[]): Named[] {
  const known = new Map(tickets.flatMap((one) => (one.owner ? [[one.owner.id, one.owner]] : [])));
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, "zh"));
}
