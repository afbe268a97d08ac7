/** The line on which turns arrive: WebSocket, else long polling; it mends itself. */

import { Problem } from './desk.js';

const HELLO_WITHIN_MS = 8_000;
const PING_EVERY_MS = 20_000;
const SILENT_AFTER_MS = 50_000;
const POLL_SECONDS = 25;
const POLL_BEFORE_NEXT_SOCKET_MS = 90_000;
const LONGEST_PAUSE_MS = 30_000;

export function pauseBefore(attempt, random = Math.random) {
  const full = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(attempt, 10));
  return full / 2 + (full / 2) * random();
}

export class Connection {
  #desk;
  #conversation;
  #after;
  #heard;
  #Socket;
  #socket = null;
  #stopped = false;
  #attempt = 0;
  #wake = () => {};
  #abort = new AbortController();
  #lastFrame = 0;

  /** `heard` is called back: `frame`, `batch` (a poll's answer), `link`, `gone`. */
  constructor({ desk, conversation, after, heard, Socket = globalThis.WebSocket }) {
    this.#desk = desk;
    this.#conversation = conversation;
    this.#after = after;
    this.#heard = heard;
    this.#Socket = Socket;
  }

  async run() {
    while (!this.#stopped) {
      const talked = await this.#overSocket();
      if (this.#stopped) return;
      if (talked) this.#attempt = 0;
      else if (await this.#overPolling()) continue;
      if (this.#stopped) return;
      this.#heard.link('lost');
      this.#attempt += 1;
      await this.#sleep(pauseBefore(this.#attempt));
    }
  }

  stop() {
    this.#stopped = true;
    this.#abort.abort();
    this.#socket?.close();
    this.#wake();
  }

  /** The page or the network came back: look at once. */
  nudge() {
    this.#wake();
    if (this.#silentFor(PING_EVERY_MS + 2_000)) this.#socket?.close();
    else this.send({ type: 'ping' });
  }

  cut() {
    this.#socket?.close();
  }

  send(frame) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  #silentFor(span) {
    return Date.now() - this.#lastFrame > span;
  }

  #sleep(span) {
    return new Promise((resolve) => {
      const clock = setTimeout(resolve, span);
      this.#wake = () => {
        clearTimeout(clock);
        resolve();
      };
    });
  }

  /** Resolves at its end: true when the desk had said hello. */
  #overSocket() {
    if (!this.#Socket) return Promise.resolve(false);
    return new Promise((resolve) => {
      let greeted = false;
      const socket = new this.#Socket(this.#desk.feedAddress(this.#conversation));
      this.#socket = socket;
      this.#lastFrame = Date.now();
      const late = setTimeout(() => greeted || socket.close(), HELLO_WITHIN_MS);
      const pulse = setInterval(() => this.#beat(socket), PING_EVERY_MS);
      const over = () => {
        clearTimeout(late);
        clearInterval(pulse);
        resolve(greeted);
      };
      socket.onopen = () => socket.send(JSON.stringify(
        { type: 'hello', token: this.#conversation.token, after: this.#after() }));
      socket.onmessage = ({ data }) => {
        greeted = this.#take(data) || greeted;
      };
      socket.onclose = over;
      socket.onerror = () => socket.close();
    });
  }

  #beat(socket) {
    if (this.#silentFor(SILENT_AFTER_MS)) socket.close();
    else this.send({ type: 'ping' });
  }

  #take(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return false; // Not ours to understand; the next turn's number shows whether anything is missing.
    }
    this.#lastFrame = Date.now();
    if (frame.type === 'hello') this.#heard.link('open');
    if (!this.#stopped) this.#heard.frame(frame);
    return frame.type === 'hello';
  }

  /** True: time to try a socket again; false: the desk cannot be reached. */
  async #overPolling() {
    const until = Date.now() + POLL_BEFORE_NEXT_SOCKET_MS;
    let wait = 0;
    try {
      while (!this.#stopped && Date.now() < until) {
        const answer = await this.#desk.turns(
          this.#conversation, { after: this.#after(), wait, signal: this.#abort.signal });
        this.#attempt = 0;
        this.#heard.link('open');
        this.#heard.batch(answer);
        if (wait && !answer.turns.length) await this.#sleep(500); // a desk that does not hold the answer
        wait = POLL_SECONDS;
      }
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!problem.gone || this.#stopped) return false;
      this.stop();
      this.#heard.gone();
      return false;
    }
  }
}
