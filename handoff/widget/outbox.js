/** Messages on their way: in order, one at a time, each under its own key. */

import { newKey } from './desk.js';

const FIRST_PAUSE_S = 2;
const LONGEST_PAUSE_S = 30;
/** A call for a person this old is dropped: nobody waits for it any more. */
const CALL_IS_STALE_MS = 30 * 60_000;

export function bodyOf({ key, kind, text, value, attachment_id }) {
  const body = { client_key: key, kind };
  if (text) body.text = text;
  if (value) body.value = value;
  if (attachment_id) body.attachment_id = attachment_id;
  return body;
}

export class Outbox {
  #store;
  #deliver;
  #changed;
  #running = false;
  #clock = null;
  #pause = FIRST_PAUSE_S;

  /** `status`: waiting, sending, sent (until the feed brings it), failed. */
  items = [];

  constructor({ store, deliver, changed }) {
    this.#store = store;
    this.#deliver = deliver;
    this.#changed = changed;
    this.items = store.unsent()
      .filter((item) => item.kind !== 'escalation' || Date.now() - item.at < CALL_IS_STALE_MS)
      .map((item) => ({ ...item, status: 'waiting' }));
  }

  get empty() {
    return this.items.length === 0;
  }

  /** `after` is the last number seen: the bubble stays there. */
  add(message, after) {
    const item = { ...message, key: newKey(), at: Date.now(), after, status: 'waiting' };
    this.items.push(item);
    this.#store.keep(item);
    this.#changed();
    return this.flush();
  }

  settle(key) {
    const before = this.items.length;
    this.items = this.items.filter((item) => item.key !== key);
    this.#store.drop(key);
    return this.items.length < before;
  }

  /** Tries again what has not arrived; a refused one only by its key. */
  resume(key = null) {
    for (const item of this.items) {
      if (item.status === 'failed' && (item.passing || item.key === key)) item.status = 'waiting';
    }
    return this.flush();
  }

  clear() {
    for (const item of [...this.items]) this.settle(item.key);
    clearTimeout(this.#clock);
  }

  async flush() {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#clock);
    try {
      let next;
      while ((next = this.#next())) await this.#send(next);
    } finally {
      this.#running = false;
    }
  }

  #next() {
    const open = this.items.find((item) => item.status === 'waiting' || (item.status === 'failed' && item.passing));
    return open?.status === 'waiting' ? open : undefined;
  }

  async #send(item) {
    Object.assign(item, { status: 'sending', reason: '', passing: false });
    this.#changed();
    try {
      await this.#deliver(item);
      this.#pause = FIRST_PAUSE_S;
      item.status = 'sent';
      this.#store.drop(item.key);
      if (item.kind === 'escalation') this.settle(item.key);
    } catch (problem) {
      Object.assign(item, { status: 'failed', reason: problem.detail ?? '', passing: problem.passing === true });
      if (item.passing) this.#later(problem.retryAfter);
    }
    this.#changed();
  }

  #later(retryAfter) {
    const seconds = retryAfter ?? this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_S);
    this.#clock = setTimeout(() => this.resume(), seconds * 1000);
  }
}
