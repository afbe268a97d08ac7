import { computed, ref, shallowRef, triggerRef, type ComputedRef, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";
import { passes } from "../logic/assist";
import { belongs, matches, shelvesFor, sorted, unlisted, type Scope, type Tab } from "../logic/queue";
import { recall, remember } from "../logic/keepsake";
import type { ListFilter } from "../aidTypes";
import type { Holder, Named, Summary, Turn } from "../types";
import type { Clock } from "./useClock";
import { useShelves } from "./useShelves";

export interface Inbox {
  known: Ref<Map<string, Summary>>;
  tab: Ref<Tab>;
  scope: Ref<Scope>;
  words: Ref<string>;
  loaded: Ref<boolean>;
  problem: Ref<string>;
  visible: ComputedRef<Summary[]>;
  queue: ComputedRef<Summary[]>;
  /** Everyone who waits, whichever estate is being looked at; what the alarm goes by. */
  waiting: ComputedRef<Summary[]>;
  mine: ComputedRef<Summary[]>;
  /** Fetches what comes behind the known lines of a shelf that grows as one scrolls. */
  loadMore: () => Promise<void>;
  load: () => Promise<void>;
  show: (tab: Tab, scope?: Scope) => void;
  upsert: (summaries: readonly Summary[]) => void;
  addTurn: (id: string, turn: Turn, read: boolean) => void;
  setHolder: (id: string, holder: Holder, agent: Named | null) => void;
  markRead: (id: string) => void;
}

/** The three lists. Recovery is the start-up path: `load` replaces what is known, shelf by shelf. */
export function useInbox(desk: Pick<Desk, "conversations">, me: string, clock: Clock, filter: ListFilter): Inbox {
  const known = shallowRef(new Map<string, Summary>());
  const tab = ref<Tab>(recall<Tab>("tab", "queue"));
  const scope = ref<Scope>("active");
  const words = ref("");
  const loaded = ref(false);
  const problem = ref("");

  const standing = (wanted: Tab, within: Scope): Summary[] =>
    sorted([...known.value.values()].filter((one) => belongs(one, wanted, within, me) && passes(one, filter)));
  const visible = computed(() => standing(tab.value, scope.value).filter((one) => matches(one, words.value)));
  const queue = computed(() => standing("queue", "active"));
  const waiting = computed(() => [...known.value.values()].filter((one) => one.holder === "queue"));
  const mine = computed(() => standing("mine", "active"));

  function upsert(summaries: readonly Summary[]): void {
    for (const one of summaries) known.value.set(one.id, one);
    triggerRef(known);
    clock.setBy(summaries);
    // Ten thousand come in many pages: whoever is known of the list that is shown may be seen meanwhile.
    loaded.value ||= visible.value.length > 0;
  }

  function patch(id: string, change: (one: Summary) => Summary): void {
    const one = known.value.get(id);
    if (!one) return;
    known.value.set(id, change(one));
    triggerRef(known);
  }

  const shelves = useShelves(desk, {
    take: upsert,
    whole: (shelf, listed) => {
      for (const id of unlisted(known.value.values(), shelf, listed, me)) known.value.delete(id);
      triggerRef(known);
    },
  });

  async function attempt(fetch: () => Promise<unknown>): Promise<void> {
    try {
      await fetch();
      problem.value = "";
      loaded.value = true;
    } catch (error) {
      problem.value = sentence(error);
    }
  }

  const load = (): Promise<void> =>
    attempt(() => Promise.all(shelvesFor(tab.value, scope.value).map(shelves.fetch)));

  async function loadMore(): Promise<void> {
    const growing = tab.value === "all" && scope.value !== "active" ? scope.value : null;
    if (growing) await attempt(() => shelves.further(growing));
  }

  function show(wanted: Tab, within: Scope = "active"): void {
    tab.value = wanted;
    scope.value = within;
    remember("tab", wanted);
    if (wanted === "all") void load();
  }

  return {
    known,
    tab,
    scope,
    words,
    loaded,
    problem,
    visible,
    queue,
    waiting,
    mine,
    loadMore,
    load,
    show,
    upsert,
    addTurn: (id, turn, read) =>
      patch(id, (one) => ({
        ...one,
        last_turn: turn.author.kind === "system" ? one.last_turn : turn,
        updated_at: turn.at,
        unread: read ? 0 : one.unread + (turn.author.kind === "resident" ? 1 : 0),
      })),
    setHolder: (id, holder, agent) => patch(id, (one) => ({ ...one, holder, agent })),
    markRead: (id) => patch(id, (one) => ({ ...one, unread: 0 })),
  };
}
