/** Puts the parts of one agent's screen together, and tells each frame of the feed to whom it belongs. */
import { computed, inject, provide, reactive, watch, type ComputedRef, type InjectionKey, type Ref } from "vue";
import type { Desk } from "./api/desk";
import { useActions, type Actions } from "./composables/useActions";
import { useAlarm, type Alarm } from "./composables/useAlarm";
import { useClock, type Clock } from "./composables/useClock";
import { useColleagues, type Colleagues } from "./composables/useColleagues";
import { useDrafts, type Drafts } from "./composables/useDrafts";
import { useEstates } from "./composables/useEstates";
import { useInbox, type Inbox } from "./composables/useInbox";
import { useLine, type Line } from "./composables/useLine";
import { useOutbox, type Outbox } from "./composables/useOutbox";
import { usePresence, type Presence } from "./composables/usePresence";
import { useRoute, type Route } from "./composables/useRoute";
import { useThread, type Thread } from "./composables/useThread";
import { useTickets, type Tickets } from "./composables/useTickets";
import { useTyping, type Typing } from "./composables/useTyping";
import { backToDraft } from "./logic/outbox";
import type { Agent, Frame, Named, Summary } from "./types";

export interface Workplace {
  me: Agent;
  estates: Ref<Named[]>;
  colleagues: Colleagues;
  clock: Clock;
  inbox: Inbox;
  thread: Thread;
  tickets: Tickets;
  outbox: Outbox;
  drafts: Drafts;
  alarm: Alarm;
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

export function openWorkplace(desk: Desk, me: Agent, verifySession: () => Promise<void>): Workplace {
  const clock = useClock();
  const inbox = useInbox(desk, me.id, clock);
  const thread = useThread(desk, (detail) => inbox.upsert([detail]));
  const tickets = useTickets(desk);
  const drafts = useDrafts(me.id);
  const presence = usePresence(desk, me);
  const colleagues = useColleagues(desk);
  const typing = useTyping();
  const route = useRoute();
  const readUpTo = reactive<Record<string, number>>({});
  const refusals = reactive<Record<string, string>>({});
  const alarm = useAlarm(
    inbox.waiting,
    computed(() => presence.state.value === "away"),
  );
  const outbox = useOutbox(desk, me.id, {
    posted: (id, posted) => {
      Reflect.deleteProperty(refusals, id);
      thread.addPosted(id, posted);
      if (posted.turn) inbox.addTurn(id, posted.turn, true);
    },
    refused: (id, refused, why) => {
      const kind = refused.private ? "note" : "reply";
      drafts.write(id, kind, backToDraft(refused.text, drafts[kind](id)));
      refusals[id] = why;
      void thread.refresh();
      void inbox.load();
    },
  });

  const parts = { inbox, thread, tickets, typing, readUpTo, presence, colleagues };
  const line = useLine({
    recover: () => {
      void inbox.load();
      // Fetching tells the resident that it was read; nobody reads a page in the background.
      if (inSight()) void thread.refresh();
      void tickets.load();
      colleagues.load().catch(() => undefined); // Asked for again when it is needed.
    },
    frame: (frame) => deliver(frame, parts),
    failed: () => void verifySession(),
  });

  watch(route.conversation, (id) => void Promise.all([thread.open(id), tickets.show(id)]), { immediate: true });
  const current = computed(() => (thread.id.value ? (inbox.known.value.get(thread.id.value) ?? null) : null));
  const isMine = computed(() => current.value?.holder === "agent" && current.value.agent?.id === me.id);
  watch([thread.id, thread.lastSeq, isMine], ([id, seq, mine]) => {
    if (!id || !inSight()) return;
    inbox.markRead(id);
    alarm.looked(id);
    if (mine && seq) line.sayRead(id, seq);
  });
  const actions = useActions(desk, me, inbox, thread);
  const workplace: Workplace = {
    me,
    estates: useEstates(desk, me.estates),
    colleagues,
    clock,
    inbox,
    thread,
    tickets,
    outbox,
    drafts,
    alarm,
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

type Hearers = Pick<Workplace, "inbox" | "thread" | "tickets" | "typing" | "readUpTo" | "presence" | "colleagues">;

function deliver(frame: Frame, { inbox, thread, tickets, typing, readUpTo, presence, colleagues }: Hearers): void {
  switch (frame.type) {
    case "queue":
      return inbox.upsert(frame.conversations);
    case "turn":
      typing.stopped(frame.conversation_id);
      inbox.addTurn(frame.conversation_id, frame.turn, frame.conversation_id === thread.id.value && inSight());
      return thread.addTurn(frame.conversation_id, frame.turn);
    case "note":
      return thread.addNote(frame.conversation_id, frame.note);
    case "holder":
      inbox.setHolder(frame.conversation_id, frame.holder, frame.agent);
      if (frame.conversation_id === thread.id.value) void thread.refresh();
      if (!inbox.known.value.has(frame.conversation_id)) void inbox.load();
      return;
    case "alert":
      if (!inbox.known.value.has(frame.conversation_id)) void inbox.load();
      return;
    case "typing":
      if (frame.by !== "agent") typing.heard(frame.conversation_id);
      return;
    case "read":
      if (frame.by !== "agent" && frame.seq) readUpTo[frame.conversation_id] = frame.seq;
      return;
    case "ticket":
      return tickets.heard(frame.ticket);
    case "hello":
      return presence.adopt(frame.agent);
    case "presence":
      presence.adopt(frame.agent);
      return colleagues.update(frame.agent);
    case "resync": // The desk closes the line next; coming back fetches all.
    case "pong":
      return;
  }
}
