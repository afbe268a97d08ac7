import { reactive, shallowRef, watch, type Ref } from "vue";
import { ask, queryOf } from "../../api/request";
import { inOrder, withTicket } from "../../logic/tickets";
import type { Ticket, TicketState } from "../../ticketTypes";
import type { Line } from "../../composables/useLine";
import { useFetched, type Fetched } from "../kit/useFetched";
import { STATES } from "./logic";

interface Page {
  tickets: Ticket[];
  next: string | null;
}

export interface TicketBoard {
  all: Ref<Ticket[]>;
  fetched: Fetched<true>;
  /** Where a state's older tickets go on; absent when all of them are here. */
  older: Partial<Record<TicketState, string>>;
  loadOlder: (state: TicketState) => Promise<void>;
  /** Puts a ticket that is known to be newer in its place. */
  adopt: (ticket: Ticket) => void;
}

const PAGE = 100;

/** The tickets of the agent's estates, each state's newest first, kept true by the live line. */
export function useTicketBoard(estate: Ref<string>, line: Line): TicketBoard {
  const all = shallowRef<Ticket[]>([]);
  /** What the line brought while a list was under way: it is newer than the list. */
  let meanwhile: Ticket[] = [];
  const older = reactive<Partial<Record<TicketState, string>>>({});

  const page = (state: TicketState, after?: string): Promise<Page> =>
    ask("GET", `/tickets${queryOf({ state, estate: estate.value, after, limit: PAGE })}`);

  function note(state: TicketState, next: string | null): void {
    if (next) older[state] = next;
    else Reflect.deleteProperty(older, state);
  }

  const adopt = (ticket: Ticket): void => {
    if (estate.value && ticket.estate !== estate.value) return;
    meanwhile.push(ticket);
    all.value = withTicket(all.value, ticket);
  };

  const fetched = useFetched(async (): Promise<true> => {
    meanwhile = [];
    const found = await Promise.all(STATES.map((state) => page(state)));
    STATES.forEach((state, at) => note(state, found[at]?.next ?? null));
    all.value = meanwhile.reduce(withTicket, inOrder(found.flatMap((one) => one.tickets)));
    return true;
  });

  async function loadOlder(state: TicketState): Promise<void> {
    const found = await page(state, older[state]);
    note(state, found.next);
    const known = new Set(all.value.map((one) => one.number));
    all.value = inOrder([...all.value, ...found.tickets.filter((one) => !known.has(one.number))]);
  }

  line.listen((frame) => {
    if (frame === null) fetched.loadSoon();
    else if (frame.type === "ticket") adopt(frame.ticket);
  });
  watch(estate, () => void fetched.load(), { immediate: true });
  return { all, fetched, older, loadOlder, adopt };
}
