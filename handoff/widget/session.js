/** One resident at one desk. */

import { Conversation, isAsking } from './conversation.js';
import { Outbox, Problem, bodyOf } from './desk.js';
import { WORDS, headerState } from './words.js';

const TYPING_SAID_EVERY_MS = 3_000;
const ESTATE_PAUSE_MS = 4_000;
const QUEUE_ASKS_DUTY_EVERY_MS = 60_000;

/** Tells `change` when there is something to draw, `turn` for each new turn. */
export class Session extends EventTarget {
  #outbox;
  #beginning = null;
  #lastTypingSaid = 0;
  #dutyClock;
  #pictures = new Map();
  #stopped = false;
  #deskLink = 'connecting';

  estate = null;
  conversation = null;
  trouble = '';
  wanted = null;

  constructor({ estateId, desk, store }) {
    super();
    Object.assign(this, { estateId, desk, store });
    this.#outbox = new Outbox({ store, deliver: (item) => this.#deliver(item), changed: () => this.#changed() });
  }

  start() {
    this.#stopped = false;
    this.loadEstate();
    this.#follow(this.store.read('conversation'));
    this.#outbox.flush();
  }

  stop() {
    this.#stopped = true;
    this.#forget();
  }

  get turns() {
    return this.conversation?.turns ?? [];
  }

  get lastSeq() {
    return this.conversation?.lastSeq ?? 0;
  }

  get unsent() {
    return this.#outbox.items;
  }

  get consent() {
    return this.store.read('consent');
  }

  get holder() {
    return this.conversation?.holder ?? 'bot';
  }

  get link() {
    return this.conversation?.link ?? this.#deskLink;
  }

  get fresh() {
    return !this.turns.length && !this.unsent.length;
  }

  get state() {
    const { link, holder, conversation, estate, turns, unsent } = this;
    return headerState({
      link, holder, agent: conversation?.agent, queue: conversation?.queue,
      onDuty: estate?.on_duty, asking: isAsking(turns, unsent),
    });
  }

  get answering() {
    if (this.conversation?.typing) return true;
    const spoke = this.unsent.some(({ status }) => status === 'sent') || this.turns.at(-1)?.author.kind === 'resident';
    return spoke && this.link === 'open' && (this.holder === 'bot' || this.holder === 'closed');
  }

  async loadEstate() {
    try {
      this.estate = await this.desk.estate(this.estateId);
      this.trouble = '';
      this.#deskLink = 'open';
    } catch (problem) {
      this.#lacksEstate(problem);
    }
    this.#changed();
  }

  #lacksEstate({ passing, detail }) {
    this.trouble = passing ? WORDS.unreachable : detail || WORDS.callFailed;
    if (!this.estate) this.#deskLink = passing ? 'reconnecting' : 'unavailable';
    if (passing && !this.#stopped) setTimeout(() => this.loadEstate(), ESTATE_PAUSE_MS);
  }

  /** `{kind, text?, value?, attachment_id?}`; waits for consent if there is none. */
  say(message) {
    if (this.consent) {
      this.#outbox.add(message, this.lastSeq);
      return;
    }
    this.wanted = message;
    this.#changed();
  }

  agree() {
    this.store.write('consent', { version: this.estate.privacy.version, at: new Date().toISOString() });
    const wanted = this.takeBackWanted();
    if (wanted) this.say(wanted);
  }

  takeBackWanted() {
    const { wanted } = this;
    this.wanted = null;
    this.#changed();
    return wanted;
  }

  retry(key) {
    this.#outbox.resume(key);
  }

  nudge() {
    this.conversation?.line.nudge();
    if (!this.estate) this.loadEstate();
    this.#outbox.resume();
  }

  sayTyping() {
    if (Date.now() - this.#lastTypingSaid < TYPING_SAID_EVERY_MS) return;
    this.#lastTypingSaid = Date.now();
    this.conversation?.line.send({ type: 'typing' });
  }

  async ticket(...what) {
    const { ticket } = await this.desk.ticket(this.conversation.address, ...what);
    this.#takeTickets([ticket]);
  }

  #takeTickets(tickets) {
    for (const ticket of tickets) if (this.conversation) this.conversation.tickets[ticket.number] = ticket;
    this.#changed();
  }

  rate(rating) {
    return this.desk.rate(this.conversation.address, rating);
  }

  async sendPhoto(file) {
    const { attachment_id } = await this.desk.upload(this.conversation.address, file);
    this.say({ kind: 'image', attachment_id });
  }

  picture(id) {
    const fetched = this.#pictures.get(id) ?? this.desk.picture(this.conversation.address, id).then(URL.createObjectURL);
    this.#pictures.set(id, fetched);
    return fetched;
  }

  exportData() {
    return this.desk.exportData(this.conversation.address);
  }

  async eraseData() {
    if (this.conversation) await this.desk.erase(this.conversation.address);
    this.#outbox.clear();
    this.#forget();
    for (const name of ['conversation', 'consent', 'draft']) this.store.write(name, null);
    this.#changed();
  }

  followOtherTab() {
    const stored = this.store.read('conversation');
    if (stored?.id === this.conversation?.address.id) return;
    this.#forget();
    this.#follow(stored);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  #follow(address) {
    if (!address?.token) return;
    this.conversation = new Conversation({
      desk: this.desk,
      address,
      heard: {
        changed: () => this.#changed(),
        turn: (turn) => this.#heardTurn(turn),
        holder: (holder) => this.#heardHolder(holder),
        back: () => {
          this.#outbox.resume();
          this.#loadTickets();
        },
        gone: () => this.#startAnew(),
      },
    });
  }

  async #loadTickets() {
    const { address } = this.conversation;
    try {
      this.#takeTickets((await this.desk.tickets(address)).tickets);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
  }

  #heardTurn(turn) {
    if (turn.client_key) this.#outbox.settle(turn.client_key);
    this.dispatchEvent(new CustomEvent('turn', { detail: turn }));
  }

  /** While one waits, what is said about duty must stay true. */
  #heardHolder(holder) {
    clearInterval(this.#dutyClock);
    if (holder !== 'queue') return;
    this.loadEstate();
    this.#dutyClock = setInterval(() => this.loadEstate(), QUEUE_ASKS_DUTY_EVERY_MS);
  }

  async #deliver(item) {
    const conversation = await this.#ensureConversation();
    try {
      if (item.kind === 'escalation') await this.desk.escalate(conversation.address);
      else await this.desk.say(conversation.address, bodyOf(item));
    } catch (problem) {
      if (!problem.gone || !(await conversation.isGone())) throw problem;
      if (conversation === this.conversation) this.#startAnew();
      throw new Problem(0); // Passing: goes to the new conversation.
    }
  }

  async #ensureConversation() {
    this.#beginning ??= this.#begin().finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  async #begin() {
    if (!this.conversation) {
      const { id, token } = await this.desk.begin(this.estateId, this.consent);
      this.store.write('conversation', { id, token });
      this.#follow({ id, token });
    }
    return this.conversation;
  }

  /** What is unsent begins a new conversation. */
  #startAnew() {
    this.#forget();
    this.store.write('conversation', null);
    this.#changed();
    setTimeout(() => this.#outbox.resume());
  }

  #forget() {
    this.conversation?.stop();
    this.conversation = null;
    clearInterval(this.#dutyClock);
  }
}
