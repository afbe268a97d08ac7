/** The way to the desk: calls, messages under way, what outlives a reload. */

const SECOND = 1000;
const PATIENCE = 15 * SECOND;
const FIRST_PAUSE = 2 * SECOND;
const LONGEST_PAUSE = 30 * SECOND;
const CALL_IS_STALE_AFTER = 1800 * SECOND;

/** How a call fails; status 0 where no answer came. */
export class Problem extends Error {
  constructor(status, detail = '', retryAfter = null) {
    super(detail);
    Object.assign(this, { status, detail, retryAfter });
  }

  get passing() {
    return [0, 408, 425, 429].includes(this.status) || this.status >= 500;
  }

  get gone() {
    return [401, 404, 410].includes(this.status);
  }
}

async function problemOf(response) {
  const { detail = '' } = await response.json().catch(() => ({}));
  return new Problem(response.status, detail, Number(response.headers.get('Retry-After')) || null);
}

export class Desk {
  constructor(server) {
    this.server = server.replace(/\/+$/, '');
  }

  feedAddress({ id }) {
    return `${this.server.replace(/^http/, 'ws')}/api/v1/conversations/${id}/feed`;
  }

  estate(id) {
    return this.#call('GET', `estates/${encodeURIComponent(id)}`);
  }

  begin(estate, consent) {
    return this.#call('POST', 'conversations', { body: { estate, channel: 'web', consent } });
  }

  turns(address, { after, wait = 0, signal }) {
    return this.#of(address, 'GET', `turns?after=${after}&wait=${wait}`, { signal, patience: PATIENCE + wait * SECOND });
  }

  say(address, turn) {
    return this.#of(address, 'POST', 'turns', { body: turn });
  }

  escalate(address) {
    return this.#of(address, 'POST', 'escalation', { body: {} });
  }

  rate(address, rating) {
    return this.#of(address, 'POST', 'rating', { body: rating });
  }

  tickets(address) {
    return this.#of(address, 'GET', 'tickets');
  }

  ticket(address, number, what, body = {}) {
    return this.#of(address, 'POST', `tickets/${number}/${what}`, { body });
  }

  upload(address, file) {
    const form = new FormData();
    form.append('file', file);
    return this.#of(address, 'POST', 'attachments', { form, patience: PATIENCE * 4 });
  }

  picture(address, id) {
    return this.#of(address, 'GET', `attachments/${id}`, { as: 'blob' });
  }

  exportData(address) {
    return this.#of(address, 'GET', 'export');
  }

  erase(address) {
    return this.#of(address, 'DELETE', 'personal-data');
  }

  #of({ id, token }, method, path, options) {
    return this.#call(method, `conversations/${id}/${path}`, { ...options, token });
  }

  async #call(method, path, { body, form, token, signal, as = 'json', patience = PATIENCE } = {}) {
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), patience);
    signal?.addEventListener('abort', () => giveUp.abort());
    try {
      const response = await fetch(`${this.server}/api/v1/${path}`, {
        method,
        headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }) },
        body: body ? JSON.stringify(body) : form,
        signal: giveUp.signal,
        credentials: 'omit',
        cache: 'no-store',
      });
      if (!response.ok) throw await problemOf(response);
      return response.status === 204 ? null : await response[as]();
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(clock);
    }
  }
}

/** Not `randomUUID`: that is missing on plain http. */
function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).reduce((key, part) => key + part.toString(36), '');
}

export function bodyOf({ key, kind, text, value, attachment_id }) {
  return { client_key: key, kind, text, value, attachment_id };
}

/** Messages under way: in order, one at a time, each under its own key. */
export class Outbox {
  #running = false;
  #clock;
  #pause = FIRST_PAUSE;

  /** `status`: waiting, sending, sent (not yet back as a turn), failed. */
  items;

  constructor({ store, deliver, changed }) {
    Object.assign(this, { store, deliver, changed });
    this.items = store.unsent()
      .filter(({ kind, at }) => kind !== 'escalation' || Date.now() - at < CALL_IS_STALE_AFTER)
      .map((item) => ({ ...item, status: 'waiting' }));
  }

  /** `after`: its place in the log. */
  add(message, after) {
    const item = { ...message, key: newKey(), at: Date.now(), after, status: 'waiting' };
    this.items.push(item);
    this.store.keep(item);
    this.changed();
    return this.flush();
  }

  settle(key) {
    this.items = this.items.filter((item) => item.key !== key);
    this.store.drop(key);
  }

  /** A refused one goes again by its key only. */
  resume(key) {
    for (const item of this.items) {
      if (item.status === 'failed' && (item.passing || item.key === key)) item.status = 'waiting';
    }
    return this.flush();
  }

  clear() {
    for (const { key } of this.items) this.settle(key);
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

  /** Nothing overtakes what will be tried again. */
  #next() {
    const open = this.items.find((item) => item.status === 'waiting' || item.passing);
    return open?.status === 'waiting' ? open : null;
  }

  async #send(item) {
    Object.assign(item, { status: 'sending', reason: '', passing: false });
    this.changed();
    try {
      await this.deliver(item);
      this.#pause = FIRST_PAUSE;
      item.status = 'sent';
      this.store.drop(item.key);
      if (item.kind === 'escalation') this.settle(item.key);
    } catch ({ detail, passing = false, retryAfter }) {
      Object.assign(item, { status: 'failed', reason: detail, passing });
      if (passing) this.#later(retryAfter);
    }
    this.changed();
  }

  #later(retryAfter) {
    const span = retryAfter ? retryAfter * SECOND : this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    this.#clock = setTimeout(() => this.resume(), span);
  }
}

/** Where storage is blocked. */
export class PageMemory {
  getItem(name) {
    return this[name] ?? null;
  }

  setItem(name, value) {
    this[name] = value;
  }

  removeItem(name) {
    delete this[name];
  }
}

/** A private window may throw. */
export function usableStorage(browser = globalThis) {
  try {
    const probe = 'linda:probe';
    browser.localStorage.setItem(probe, '1');
    browser.localStorage.removeItem(probe);
    return browser.localStorage;
  } catch {
    return new PageMemory();
  }
}

export class Store {
  constructor(scope, storage = usableStorage()) {
    this.scope = `linda:${scope}:`;
    this.storage = storage;
  }

  /** Nonsense reads as null. */
  read(name) {
    try {
      return JSON.parse(this.storage.getItem(this.scope + name));
    } catch {
      return null;
    }
  }

  write(name, value) {
    try {
      if (value === null || value === '') this.storage.removeItem(this.scope + name);
      else this.storage.setItem(this.scope + name, JSON.stringify(value));
    } catch {
      // Full: only the copy is lost.
    }
  }

  /** One name each: tabs cannot overwrite each other's. */
  keep(item) {
    this.write(`unsent:${item.key}`, item);
  }

  drop(key) {
    this.write(`unsent:${key}`, null);
  }

  unsent() {
    return Object.keys(this.storage)
      .filter((name) => name.startsWith(`${this.scope}unsent:`))
      .map((name) => this.read(name.slice(this.scope.length)))
      .filter((item) => item?.key)
      .sort((one, other) => one.at - other.at);
  }
}
