import { ref, shallowRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";
import { inOrder, withTicket } from "../logic/tickets";
import { ticketing as words } from "../messages";
import { say } from "../say";
import type { Call, NewTicket, Ticket, TicketState } from "../ticketTypes";
import type { Named } from "../types";

/** What an agent does with tickets; each answers whether it was done, and says so. */
export interface TicketDeeds {
  open: (wanted: NewTicket) => Promise<boolean>;
  move: (ticket: Ticket, to: TicketState, note: string) => Promise<boolean>;
  promise: (ticket: Ticket, text: string, dueAt: string) => Promise<boolean>;
  followUp: (ticket: Ticket, call: Call) => Promise<boolean>;
  handOn: (ticket: Ticket, to: Named, note: string) => Promise<boolean>;
  /** Lets the open conversation share a ticket. */
  link: (number: string) => Promise<boolean>;
  addPictures: (ticket: Ticket, pictures: readonly string[]) => Promise<boolean>;
}

export interface Tickets extends TicketDeeds {
  /** Those of the open conversation. */
  all: Ref<Ticket[]>;
  loaded: Ref<boolean>;
  problem: Ref<string>;
  busy: Ref<boolean>;
  show: (conversation: string | null) => Promise<void>;
  load: () => Promise<void>;
  /** Takes a ticket that the feed brought, where it belongs here. */
  heard: (ticket: Ticket) => void;
}

/** The tickets of the open conversation, and what an agent does with them. */
export function useTickets(desk: Desk): Tickets {
  const all = shallowRef<Ticket[]>([]);
  const loaded = ref(false);
  const problem = ref("");
  const busy = ref(false);
  let conversation: string | null = null;

  function heard(ticket: Ticket): void {
    if (conversation && ticket.conversations.includes(conversation)) all.value = withTicket(all.value, ticket);
  }

  async function load(): Promise<void> {
    const wanted = conversation;
    if (!wanted) return;
    try {
      const listed = await desk.tickets(wanted);
      if (conversation !== wanted) return;
      all.value = listed.reduce(withTicket, inOrder(all.value));
      problem.value = "";
      loaded.value = true;
    } catch (error) {
      if (conversation === wanted) problem.value = sentence(error);
    }
  }

  async function show(wanted: string | null): Promise<void> {
    if (wanted === conversation) return;
    conversation = wanted;
    all.value = [];
    loaded.value = false;
    problem.value = "";
    await load();
  }

  async function attempt(act: () => Promise<Ticket>, done: (ticket: Ticket) => string): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      const ticket = await act();
      heard(ticket);
      say("success", done(ticket));
      return true;
    } catch (error) {
      say("warning", sentence(error));
      await load();
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    all,
    loaded,
    problem,
    busy,
    show,
    load,
    heard,
    ...deedsOf(desk, attempt, () => conversation),
  };
}

type Attempt = (act: () => Promise<Ticket>, done: (ticket: Ticket) => string) => Promise<boolean>;

function deedsOf(desk: Desk, attempt: Attempt, conversation: () => string | null): TicketDeeds {
  return {
    open: (wanted) =>
      attempt(
        () => desk.openTicket(wanted),
        (ticket) => words.wasOpened(ticket.number),
      ),
    move: (ticket, to, note) =>
      attempt(
        () => desk.moveTicket(ticket, to, note),
        (moved) => words.wasMoved(moved.number, moved.state),
      ),
    promise: (ticket, text, dueAt) =>
      attempt(
        () => desk.promise(ticket.number, text, dueAt),
        () => words.wasPromised,
      ),
    followUp: (ticket, call) =>
      attempt(
        () => desk.followUp(ticket.number, call),
        () => words.wasCalled,
      ),
    handOn: (ticket, to, note) =>
      attempt(
        () => desk.handOn(ticket.number, to.id, note),
        () => words.wasHandedOn(to.name),
      ),
    link: async (number) => {
      const wanted = conversation();
      if (!wanted) return false;
      return attempt(
        () => desk.linkTicket(number, wanted),
        () => words.wasLinked(number),
      );
    },
    addPictures: (ticket, pictures) =>
      attempt(
        async () => {
          let latest = ticket;
          for (const one of pictures) latest = await desk.putPicture(ticket.number, one);
          return latest;
        },
        () => words.wasPictured(pictures.length),
      ),
  };
}
