/** A desk in memory, with the same verbs as the real one; tests decide what it holds and when it refuses. */
import type { Desk, ListPage, Shelf } from "../src/api/desk";
import { Problem } from "../src/api/request";
import type { Call, NewTicket, Ticket, TicketState } from "../src/ticketTypes";
import type { Agent, Detail, Envelope, Named, NewTurn, Note, Posted, Related, Summary, Turn, TurnsPage } from "../src/types";

export const WANG: Agent = {
  id: "agent-wang",
  name: "王芳",
  username: "wangfang",
  grade: 1,
  estates: ["yunshan"],
  presence: "online",
  away_reason: null,
};

export const NOON = Date.parse("2026-11-21T04:00:00Z");
const at = (secondsAgo: number): string => new Date(NOON - secondsAgo * 1000).toISOString();

export function turn(seq: number, kind: Turn["author"]["kind"], text = `第 ${seq} 句`, more: Partial<Turn> = {}): Turn {
  return { seq, author: { kind }, kind: "text", text, at: at(1000 - seq), ...more };
}

export function note(id: string, after: number, text: string): Note {
  return { id, after_seq: after, author: { name: "刘洋" }, text, at: at(1000 - after) };
}

export function waiting(id: string, seconds: number, more: Partial<Summary> = {}): Summary {
  return {
    id,
    estate: "yunshan",
    estate_name: "云杉花园",
    channel: "web",
    holder: "queue",
    agent: null,
    reason: "low_confidence",
    class: "general",
    due_at: at(seconds - 7200),
    waiting_since: at(seconds),
    waiting_seconds: seconds,
    unread: 1,
    last_turn: null,
    house: { building: "12", unit: "2", room: "301" },
    resident: null,
    opened_at: at(seconds + 60),
    updated_at: at(seconds),
    ...more,
  };
}

export const held = (id: string, by: Named, more: Partial<Summary> = {}): Summary =>
  waiting(id, 0, {
    holder: "agent",
    agent: { id: by.id, name: by.name },
    waiting_since: null,
    waiting_seconds: null,
    ...more,
  });

export function ticket(number: string, more: Partial<Ticket> = {}): Ticket {
  return {
    number,
    estate: "yunshan",
    category: "repair",
    trade: "工程",
    class: "general",
    state: "accepted",
    summary: "厨房水槽漏水",
    details: {},
    house: "12-2-301",
    opened_at: at(600),
    response_due_at: at(-6600),
    resolution_due_at: at(-258_600),
    due_at: at(-6600),
    moves: [{ to: "accepted", by: { kind: "bot" }, at: at(600) }],
    urged: [],
    promises: [],
    legal_moves: ["dispatched", "cancelled"],
    owner: null,
    conversations: ["a"],
    ...more,
  };
}

export class FakeDesk implements Desk {
  summaries = new Map<string, Summary>();
  said = new Map<string, Turn[]>();
  notes = new Map<string, Note[]>();
  posted: NewTurn[] = [];
  opened = new Map<string, Ticket>();
  asked: string[] = [];
  /** What the next calls throw, one each; null lets a call pass. */
  refusals: (Problem | null)[] = [];

  private answer<T>(what: string, give: () => T): Promise<T> {
    this.asked.push(what);
    const refusal = this.refusals.shift();
    return refusal ? Promise.reject(refusal) : Promise.resolve().then(give);
  }

  hold(...summaries: Summary[]): this {
    for (const one of summaries) this.summaries.set(one.id, one);
    return this;
  }

  signIn = (): Promise<Agent> => this.answer("signIn", () => WANG);
  currentAgent = (): Promise<Agent> => this.answer("currentAgent", () => WANG);
  signOut = (): Promise<void> => this.answer("signOut", () => undefined);
  unmask = (): Promise<{ phone: string }> => this.answer("unmask", () => ({ phone: "13800000000" }));
  changePassword = (): Promise<void> => this.answer("changePassword", () => undefined);

  /** How many lines a page of a list has. */
  pageSize = 500;

  conversations = (shelf: Shelf, after: number): Promise<ListPage> =>
    this.answer(after ? `conversations ${shelf} after ${after}` : `conversations ${shelf}`, () => {
      const all = [...this.summaries.values()];
      const standing = all.filter((one) => (shelf === "me" ? one.agent?.id === WANG.id : one.holder === shelf));
      const end = after + this.pageSize;
      return { conversations: standing.slice(after, end), next: standing.length > end ? end : null };
    });

  conversation = (id: string): Promise<Detail> =>
    this.answer(`conversation ${id}`, () => {
      const found = this.summaries.get(id);
      if (!found) throw new Problem(404, "没有找到您要的内容。");
      return { ...found, escalations: [], closures: [], ratings: [] };
    });

  turns = (id: string, after: number): Promise<TurnsPage> =>
    this.answer(`turns ${id} after ${after}`, () => {
      const all = this.said.get(id) ?? [];
      return {
        turns: all.filter((one) => one.seq > after),
        notes: this.notes.get(id) ?? [],
        last_seq: all.at(-1)?.seq ?? 0,
        holder: "agent",
        agent: WANG,
      };
    });

  post = (id: string, said: NewTurn): Promise<Posted> =>
    this.answer(`post ${said.client_key}`, () => {
      const all = this.said.get(id) ?? [];
      const stored = turn(all.length + 1, "agent", said.text, { client_key: said.client_key, kind: said.kind });
      this.said.set(id, [...all, stored]);
      this.posted.push(said);
      return { turn: stored };
    });

  envelope = (): Promise<Envelope> =>
    this.answer("envelope", () => {
      throw new Problem(404, "这个会话还没有转接单。");
    });
  claim = (id: string): Promise<void> => this.answer(`claim ${id}`, () => undefined);
  transfer = (id: string): Promise<void> => this.answer(`transfer ${id}`, () => undefined);
  putBack = (id: string): Promise<void> => this.answer(`putBack ${id}`, () => undefined);
  close = (id: string): Promise<void> => this.answer(`close ${id}`, () => undefined);
  tickets = (conversation: string): Promise<Ticket[]> =>
    this.answer(`tickets ${conversation}`, () =>
      [...this.opened.values()].filter((one) => one.conversations.includes(conversation)),
    );
  openTicket = (wanted: NewTicket): Promise<Ticket> =>
    this.answer(`openTicket ${wanted.client_key}`, () =>
      this.keep(ticket("YS-20261121-0009", { summary: wanted.summary, conversations: [wanted.conversation_id] })),
    );
  moveTicket = (seen: Ticket, to: TicketState, note: string): Promise<Ticket> =>
    this.answer(`move ${seen.number} ${seen.state} ${to}`, () =>
      this.keep({ ...seen, state: to, moves: [...seen.moves, { to, by: { kind: "agent", name: "王芳" }, at: at(0), note }] }),
    );
  promise = (number: string, text: string, dueAt: string): Promise<Ticket> =>
    this.answer(`promise ${number} ${dueAt}`, () => {
      const found = this.find(number);
      const made = { id: "p", text, due_at: dueAt, by: { kind: "agent" as const, name: "王芳" }, at: at(0) };
      return this.keep({ ...found, promises: [...found.promises, made] });
    });

  followUp = (number: string, { client_key: key, outcome, note }: Call): Promise<Ticket> =>
    this.answer(`followUp ${number} ${outcome} ${key}`, () => {
      const found = this.find(number);
      const by = { kind: "agent" as const, name: "王芳" };
      const reached = outcome !== "unreached";
      const made = { by, at: at(0), reached, satisfied: reached ? outcome === "satisfied" : null, note };
      return this.keep({ ...found, follow_ups: [...(found.follow_ups ?? []), made] });
    });

  handOn = (number: string, agentId: string, note: string): Promise<Ticket> =>
    this.answer(`handOn ${number} ${agentId}`, () => {
      const found = this.find(number);
      const to = { kind: "agent" as const, name: agentId };
      const made = { to, by: { kind: "agent" as const, name: "王芳" }, at: at(0), note };
      return this.keep({ ...found, owner: { id: agentId, name: agentId }, owners: [...(found.owners ?? []), made] });
    });

  linkTicket = (number: string, conversation: string): Promise<Ticket> =>
    this.answer(`link ${number} ${conversation}`, () => {
      const found = this.find(number);
      return this.keep({ ...found, conversations: [...found.conversations, conversation] });
    });

  putPicture = (number: string, picture: string): Promise<Ticket> =>
    this.answer(`putPicture ${number} ${picture}`, () => {
      const found = this.find(number);
      const snap = { id: picture, conversation_id: "a", width: 40, height: 30 };
      return this.keep({ ...found, attachments: [...(found.attachments ?? []), snap] });
    });

  /** What was before each conversation. */
  before = new Map<string, Related>();
  related = (id: string): Promise<Related> =>
    this.answer(`related ${id}`, () => this.before.get(id) ?? { conversations: [], tickets: [] });
  upload = (id: string, file: File): Promise<string> => this.answer(`upload ${id} ${file.name}`, () => "picture-1");

  private find(number: string): Ticket {
    const found = this.opened.get(number);
    if (!found) throw new Problem(404, "没有找到您要的内容。");
    return found;
  }

  keep(one: Ticket): Ticket {
    this.opened.set(one.number, one);
    return one;
  }

  colleagues = (): Promise<never[]> => this.answer("colleagues", () => []);
  presence = (): Promise<Agent> => this.answer("presence", () => WANG);
  estateName = (id: string): Promise<string> => this.answer(`estate ${id}`, () => "云杉花园");
}

export class MemoryStorage {
  private kept = new Map<string, string>();
  getItem = (key: string): string | null => this.kept.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.kept.set(key, value);
  removeItem = (key: string): void => void this.kept.delete(key);
}
