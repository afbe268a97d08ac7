/** The live copy of one conversation, kept whole across cuts. */

import { Connection } from './connection.js';
import { Problem } from './desk.js';
import { Timeline } from './timeline.js';

const TYPING_LASTS_MS = 5_000;
const MISSED_TURNS_AFTER_MS = 2_000;

export class Conversation {
  #desk;
  #address;
  #heard;
  #connection;
  #timeline = new Timeline();
  #typingClock = null;
  #stopped = false;

  link = 'connecting';
  holder = 'bot';
  agent = null;
  queue = null;
  readSeq = 0;
  typing = false;

  /** `address` is `{id, token}`; `heard` is called back: `changed`, `turn`, `holder`, `back`, `gone`. */
  constructor({ desk, address, heard }) {
    this.#desk = desk;
    this.#address = address;
    this.#heard = heard;
    this.#connection = new Connection({
      desk,
      conversation: address,
      after: () => this.lastSeq,
      heard: {
        frame: (frame) => this.#hear(frame),
        batch: (answer) => this.#takeAll(answer),
        link: (link) => this.#linkIs(link),
        gone: () => this.#heard.gone(),
      },
    });
  }

  get id() {
    return this.#address.id;
  }

  get address() {
    return this.#address;
  }

  get turns() {
    return this.#timeline.turns;
  }

  get lastSeq() {
    return this.#timeline.lastSeq;
  }

  start() {
    this.#connection.run();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#typingClock);
    this.#connection.stop();
  }

  nudge() {
    this.#connection.nudge();
  }

  networkLost() {
    this.#linkIs('lost');
    this.#connection.cut();
  }

  sayTyping() {
    this.#connection.send({ type: 'typing' });
  }

  sayRead() {
    if (this.lastSeq) this.#connection.send({ type: 'read', seq: this.lastSeq });
  }

  /** A 404 may mean the call alone; reading the turns tells. */
  async isGone() {
    try {
      await this.#desk.turns(this.#address, { after: this.lastSeq });
      return false;
    } catch (problem) {
      return problem.gone;
    }
  }

  #linkIs(link) {
    const back = link === 'open' && this.link !== 'open';
    this.link = link;
    if (back) this.#heard.back();
    this.#heard.changed();
  }

  #hear(frame) {
    const hearers = {
      hello: () => this.#welcome(frame),
      turn: () => this.#takeTurn(frame.turn),
      holder: () => this.#holderIs(frame.holder, frame.agent),
      queue: () => { this.queue = frame; },
      typing: () => this.#showTyping(),
      read: () => { this.readSeq = Math.max(this.readSeq, frame.seq); },
      resync: () => this.#resync(),
    };
    hearers[frame.type]?.();
    this.#heard.changed();
  }

  #welcome({ last_seq: lastSeq, holder, agent }) {
    this.#holderIs(holder, agent);
    if (lastSeq < this.lastSeq) this.#resync();
    else setTimeout(() => this.lastSeq < lastSeq && this.#catchUp(), MISSED_TURNS_AFTER_MS);
  }

  #holderIs(holder, agent) {
    const before = this.holder;
    this.holder = holder ?? before;
    this.agent = agent ?? null;
    if (this.holder !== 'queue') this.queue = null;
    if (this.holder !== before) this.#heard.holder(this.holder);
  }

  #takeTurn(turn) {
    const taken = this.#timeline.add(turn);
    if (taken === 'gap') this.#catchUp();
    if (taken === 'added') this.#announce(turn);
  }

  #takeAll({ turns, last_seq: lastSeq, holder, agent, queue }) {
    for (const turn of this.#timeline.fill(turns, lastSeq)) this.#announce(turn);
    if (this.lastSeq < lastSeq) this.#catchUp(); // A long answer comes in parts.
    this.#holderIs(holder, agent === undefined ? this.agent : agent);
    if (queue) this.queue = queue;
    this.#heard.changed();
  }

  #announce(turn) {
    if (turn.author.kind !== 'resident') this.typing = false;
    this.#heard.turn(turn);
  }

  async #catchUp() {
    try {
      const answer = await this.#desk.turns(this.#address, { after: this.lastSeq });
      if (!this.#stopped) this.#takeAll(answer);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#connection.cut(); // The reconnect asks for the same turns again.
    }
  }

  #resync() {
    this.#timeline.clear();
    this.#catchUp();
  }

  #showTyping() {
    this.typing = true;
    clearTimeout(this.#typingClock);
    this.#typingClock = setTimeout(() => {
      this.typing = false;
      this.#heard.changed();
    }, TYPING_LASTS_MS);
  }
}
