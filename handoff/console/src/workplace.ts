/** Puts the parts of one agent's screen together. */
import { computed, inject, provide, reactive, watch, type ComputedRef, type InjectionKey, type Ref } from "vue";
import type { Aids } from "./api/aids";
import type { Desk } from "./api/desk";
import { useActions, type Actions } from "./composables/useActions";
import { useAttention, type Attention } from "./composables/useAttention";
import { useClock, type Clock } from "./composables/useClock";
import { useColleagues, type Colleagues } from "./composables/useColleagues";
import { useDrafts, type Drafts } from "./composables/useDrafts";
import { useEstates } from "./composables/useEstates";
import { useFilters, type Filters } from "./composables/useFilters";
import { useInbox, type Inbox } from "./composables/useInbox";
import { useLease, type Lease } from "./composables/useLease";
import { useLine, type Line } from "./composables/useLine";
import { useOutbox, type Outbox, type OutboxEvents } from "./composables/useOutbox";
import { usePresence, type Presence } from "./composables/usePresence";
import { useRelated, type Earlier } from "./composables/useRelated";
import { useRoute, type Route } from "./composables/useRoute";
import { useThread, type Thread } from "./composables/useThread";
import { useTickets, type Tickets } from "./composables/useTickets";
import { useTyping, type Typing } from "./composables/useTyping";
import { hearing } from "./frames";
import { backToDraft } from "./logic/outbox";
import type { Agent, Named, Summary } from "./types";

/** What a dialog is open for. */
export type Asked = "close" | "transfer" | "putBack" | "assign" | "whisper" | "refuse";

export interface Workplace extends Omit<Attention, "climbed"> {
  me: Agent;
  desk: Desk & Aids;
  estates: Ref<Named[]>;
  colleagues: Colleagues;
  clock: Clock;
  inbox: Inbox;
  thread: Thread;
  tickets: Tickets;
  earlier: Earlier;
  outbox: Outbox;
  drafts: Drafts;
  filters: Filters;
  lease: Lease;
  presence: Presence;
  route: Route;
  line: Line;
  typing: Typing;
  actions: Actions;
  /** The open conversation as the lists know it. */
  current: ComputedRef<Summary | null>;
  isMine: ComputedRef<boolean>;
  /** Up to which turn the resident has read, by conversation. */
  readUpTo: Record<string, number>;
  /** Why a line was refused, by conversation, until it is sent or dismissed. */
  refusals: Record<string, string>;
}

const inSight = (): boolean => document.visibilityState === "visible";

const KEY: InjectionKey<Workplace> = Symbol("workplace");

export function useWorkplace(): Workplace {
  const found = inject(KEY);
  if (!found) throw new Error("useWorkplace outside of a workplace");
  return found;
}

export function openWorkplace(desk: Desk & Aids, me: Agent, verifySession: () => Promise<void>): Workplace {
  const clock = useClock();
  const filters = useFilters(desk);
  const inbox = useInbox(desk, me.id, clock, filters.chosen);
  const thread = useThread(desk, (detail) => inbox.upsert([detail]));
  const tickets = useTickets(desk);
  const earlier = useRelated(desk);
  const drafts = useDrafts(desk, me.id);
  const presence = usePresence(desk, me);
  const colleagues = useColleagues(desk);
  const typing = useTyping();
  const route = useRoute();
  const readUpTo = reactive<Record<string, number>>({});
  const refusals = reactive<Record<string, string>>({});
  const attention = useAttention(desk, { inbox, presence, route });
  const { alarm } = attention;
  const outbox = useOutbox(desk, me.id, fateOfLines({ inbox, thread, drafts, refusals }));

  const parts = { inbox, thread, tickets, typing, readUpTo, presence, colleagues, ...attention };
  const line = useLine({
    recover: () => {
      void inbox.load().then(lease.compare);
      // Fetching tells the resident that it was read; nobody reads a page in the background.
      if (inSight()) void thread.refresh();
      void tickets.load();
      void earlier.load();
      void drafts.show(route.conversation.value);
      void attention.incidents.load();
      void filters.load();
      colleagues.load().catch(() => undefined); // Asked for again when it is needed.
    },
    frame: hearing({ ...parts, inSight }),
    failed: () => void verifySession(),
  });
  const lease = useLease(
    line.state,
    () => inbox.mine.value.map((one) => one.id),
    (id) => inbox.known.value.get(id)?.holder === "queue",
  );

  watch(route.conversation, (id) => void Promise.all([thread.open(id), tickets.show(id), earlier.show(id)]), { immediate: true });
  const current = computed(() => (thread.id.value ? (inbox.known.value.get(thread.id.value) ?? null) : null));
  const isMine = computed(() => current.value?.holder === "agent" && current.value.agent?.id === me.id);
  watch([route.conversation, isMine], ([id]) => void drafts.show(id), { immediate: true });
  watch([thread.id, thread.lastSeq, isMine], ([id, seq, mine]) => {
    if (!id || !inSight()) return;
    inbox.markRead(id);
    alarm.looked(id);
    if (mine && seq) line.sayRead(id, seq);
  });
  const actions = useActions(desk, me, inbox, thread);
  const workplace: Workplace = {
    me,
    desk,
    estates: useEstates(desk, me.estates),
    colleagues,
    clock,
    inbox,
    thread,
    tickets,
    earlier,
    outbox,
    drafts,
    ...attention,
    filters,
    lease,
    presence,
    route,
    line,
    typing,
    actions,
    current,
    isMine,
    readUpTo,
    refusals,
  };
  provide(KEY, workplace);
  return workplace;
}

/** What becomes of a line that left the composer: it stands in the transcript, or it is a draft again. */
function fateOfLines(parts: Pick<Workplace, "inbox" | "thread" | "drafts" | "refusals">): OutboxEvents {
  const { inbox, thread, drafts, refusals } = parts;
  return {
    posted: (id, posted) => {
      Reflect.deleteProperty(refusals, id);
      thread.addPosted(id, posted);
      if (posted.turn) inbox.addTurn(id, posted.turn, true);
    },
    refused: (id, refused, why) => {
      const kind = refused.private ? "note" : "reply";
      if (refused.text) drafts.write(id, kind, backToDraft(refused.text, drafts[kind](id)));
      refusals[id] = why;
      void thread.refresh();
      void inbox.load();
    },
  };
}
