/** One conversation as the desk has it, and the line it arrives on. */

import { Problem } from './desk.js';

const SECOND = 1000;
const HELLO_WITHIN = 8 * SECOND;
const PING_EVERY = 20 * SECOND;
const SILENT_AFTER = 50 * SECOND;
const POLL_SECONDS = 25;
const POLL_BEFORE_NEXT_SOCKET = 90 * SECOND;
const LONGEST_PAUSE = 30 * SECOND;
const TYPING_LASTS = 5 * SECOND;
const MISSED_TURNS_AFTER = 2 * SECOND;

export function pauseBefore(attempt, random = Math.random) {
  const full = Math.min(LONGEST_PAUSE, SECOND / 2 * 2 ** Math.min(attempt, 10));
  return full / 2 * (1 + random());
}

/** WebSocket, else long polling; mends itself. */
export class Connection {
  #socket = null;
  #stopped = false;
  #attempt = 0;
  #wake = () => {};
  #abort = new AbortController();
  #lastFrame = 0;

  /** `heard`: `frame`, `batch` (a poll's answer), `link`, `gone`. */
  constructor({ desk, address, after, heard, Socket = globalThis.WebSocket }) {
    Object.assign(this, { desk, address, after, heard, Socket });
  }

  async run() {
    while (!this.#stopped) {
      const talked = await this.#overSocket();
      if (this.#stopped) return;
      if (talked) this.#attempt = 0;
      else if (await this.#overPolling()) continue;
      if (this.#stopped) return;
      this.heard.link('reconnecting');
      this.#attempt += 1;
      await this.#sleep(pauseBefore(this.#attempt));
    }
  }

  stop() {
    this.#stopped = true;
    this.#abort.abort();
    this.cut();
    this.#wake();
  }

  /** The page or the network is back. */
  nudge() {
    this.#wake();
    this.#beat(PING_EVERY + 2 * SECOND);
  }

  cut() {
    this.#socket?.close();
  }

  send(frame) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  #beat(patience) {
    if (Date.now() - this.#lastFrame > patience) this.cut();
    else this.send({ type: 'ping' });
  }

  #sleep(span) {
    return new Promise((resolve) => {
      setTimeout(resolve, span);
      this.#wake = resolve;
    });
  }

  /** True: the desk had said hello. */
  #overSocket() {
    if (!this.Socket) return false;
    return new Promise((resolve) => {
      let greeted = false;
      const socket = new this.Socket(this.desk.feedAddress(this.address));
      const late = setTimeout(() => greeted || socket.close(), HELLO_WITHIN);
      const pulse = setInterval(() => this.#beat(SILENT_AFTER), PING_EVERY);
      this.#socket = socket;
      this.#lastFrame = Date.now();
      socket.onopen = () => this.send({ type: 'hello', token: this.address.token, after: this.after() });
      socket.onmessage = ({ data }) => {
        greeted = this.#take(data) || greeted;
      };
      socket.onerror = () => socket.close();
      socket.onclose = () => {
        clearTimeout(late);
        clearInterval(pulse);
        resolve(greeted);
      };
    });
  }

  #take(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return false; // The next turn's number shows what is missing.
    }
    this.#lastFrame = Date.now();
    if (frame.type === 'hello') this.heard.link('open');
    if (!this.#stopped) this.heard.frame(frame);
    return frame.type === 'hello';
  }

  /** True: try a socket again; false: no desk. */
  async #overPolling() {
    const until = Date.now() + POLL_BEFORE_NEXT_SOCKET;
    let wait = 0;
    try {
      while (!this.#stopped && Date.now() < until) {
        const answer = await this.desk.turns(
          this.address, { after: this.after(), wait, signal: this.#abort.signal });
        this.#attempt = 0;
        this.heard.link('open');
        this.heard.batch(answer);
        if (wait && !answer.turns.length) await this.#sleep(SECOND / 2); // the desk did not wait
        wait = POLL_SECONDS;
      }
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!problem.gone || this.#stopped) return false;
      this.stop();
      this.heard.gone();
      return false;
    }
  }
}

export class Timeline {
  turns = [];
  lastSeq = 0;

  /** 'gap': one before it is missing. */
  add(turn) {
    if (turn.seq <= this.lastSeq) return 'known';
    if (turn.seq > this.lastSeq + 1) return 'gap';
    this.fill([turn]);
    return 'added';
  }

  /** The desk's answer to "after N" is whole. */
  fill(turns, lastSeq = 0) {
    const fresh = turns.filter((turn) => turn.seq > this.lastSeq);
    this.turns = [...this.turns, ...fresh];
    this.lastSeq = fresh.at(-1)?.seq ?? Math.max(this.lastSeq, lastSeq);
    return fresh;
  }
}

/** The resident has yet to choose. */
export function isAsking(turns, unsent) {
  return !unsent.length && turns.at(-1)?.bot?.act === 'clarify';
}

export class Conversation {
  #timeline = new Timeline();
  #typingClock;
  #stopped = false;

  link = 'connecting';
  holder = 'bot';
  agent = null;
  queue = null;
  readSeq = 0;
  typing = false;
  tickets = {};

  /** `address`: id and token; `heard`: `changed`, `turn`, `holder`, `back`, `gone`. */
  constructor({ desk, address, heard }) {
    Object.assign(this, { desk, address, heard });
    this.line = new Connection({
      desk,
      address,
      after: () => this.lastSeq,
      heard: {
        frame: (frame) => this.#hear(frame),
        batch: (answer) => this.#takeAll(answer),
        link: (link) => this.#linkIs(link),
        gone: () => this.heard.gone(),
      },
    });
    this.line.run();
  }

  get turns() {
    return this.#timeline.turns;
  }

  get lastSeq() {
    return this.#timeline.lastSeq;
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#typingClock);
    this.line.stop();
  }

  networkLost() {
    this.#linkIs('reconnecting');
    this.line.cut();
  }

  /** Not that one call alone is answered 404. */
  async isGone() {
    try {
      await this.desk.turns(this.address, { after: this.lastSeq });
      return false;
    } catch (problem) {
      return problem.gone;
    }
  }

  #linkIs(link) {
    const back = link === 'open' && this.link !== 'open';
    this.link = link;
    if (back) this.heard.back();
    this.heard.changed();
  }

  #hear(frame) {
    const { type, last_seq: lastSeq, seq, turn } = frame;
    if (type === 'hello' || type === 'holder') this.#holderIs(frame);
    if (type === 'hello' && lastSeq < this.lastSeq || type === 'resync') this.#resync();
    if (type === 'hello') setTimeout(() => this.lastSeq < lastSeq && this.#catchUp(), MISSED_TURNS_AFTER);
    if (type === 'turn') this.#takeTurn(turn);
    if (type === 'queue') this.queue = frame;
    if (type === 'ticket') this.tickets[frame.ticket.number] = frame.ticket;
    if (type === 'typing') this.#showTyping();
    if (type === 'read') this.readSeq = Math.max(this.readSeq, seq);
    this.heard.changed();
  }

  #holderIs({ holder, agent, queue = null }) {
    const before = this.holder;
    this.holder = holder;
    this.agent = agent;
    this.queue = holder === 'queue' ? queue ?? this.queue : null;
    if (holder !== before) this.heard.holder(holder);
  }

  #takeTurn(turn) {
    const taken = this.#timeline.add(turn);
    if (taken === 'gap') this.#catchUp();
    if (taken === 'added') this.#announce(turn);
  }

  #takeAll(answer) {
    const { turns, last_seq: lastSeq } = answer;
    for (const turn of this.#timeline.fill(turns, lastSeq)) this.#announce(turn);
    if (this.lastSeq < lastSeq) this.#catchUp();
    this.#holderIs(answer);
    this.heard.changed();
  }

  #announce(turn) {
    if (turn.author.kind !== 'resident') this.typing = false;
    this.heard.turn(turn);
  }

  async #catchUp() {
    try {
      const answer = await this.desk.turns(this.address, { after: this.lastSeq });
      if (!this.#stopped) this.#takeAll(answer);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.line.cut(); // The next line asks again.
    }
  }

  #resync() {
    this.#timeline = new Timeline();
    this.#catchUp();
  }

  #showTyping() {
    this.typing = true;
    clearTimeout(this.#typingClock);
    this.#typingClock = setTimeout(() => {
      this.typing = false;
      this.heard.changed();
    }, TYPING_LASTS);
  }
}
