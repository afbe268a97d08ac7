/** Messages on their way: in order, one at a time, each under its own key until the desk has it. */

import { newKey } from './desk.js';

const FIRST_PAUSE_S = 2;
const LONGEST_PAUSE_S = 30;
/** A call for a person that could not be made is not made up for much later: nobody waits for it any more. */
const CALL_IS_STALE_MS = 30 * 60_000;

/** What the desk needs of an item; the rest is ours. */
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

  /** Items in the order written; `status` is waiting, sending, sent (until the feed brings it) or failed. */
  items = [];

  /** `deliver(item)` resolves when the desk has stored it and rejects with a `Problem`. */
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

  /** Puts a message in; `after` is the last number seen, which is where the bubble stays. */
  add(message, after) {
    const item = { ...message, key: newKey(), at: Date.now(), after, status: 'waiting' };
    this.items.push(item);
    this.#store.keep(item);
    this.#changed();
    return this.flush();
  }

  /** The feed has brought the desk's own copy (or the item is of no use any more). */
  settle(key) {
    const before = this.items.length;
    this.items = this.items.filter((item) => item.key !== key);
    this.#store.drop(key);
    return this.items.length < before;
  }

  /** Tries everything again that has not arrived; refused ones only when the resident asks for that one. */
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

  /** The oldest one still to go; nothing overtakes one that only waits for the network. */
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
