/** The desk's public calls (contract: "Residents"). Every failure is a `Problem`. */

const PATIENCE_MS = 15_000;
const GONE = new Set([401, 404, 410]);
const WORTH_REPEATING = new Set([0, 408, 425, 429]);

export class Problem extends Error {
  constructor(status, detail = '', retryAfter = null) {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  get passing() {
    return WORTH_REPEATING.has(this.status) || this.status >= 500;
  }

  get gone() {
    return GONE.has(this.status);
  }
}

/** Not `randomUUID`: that is missing on plain http. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const detail = typeof body?.detail === 'string' ? body.detail : '';
  return new Problem(response.status, detail, Number(response.headers.get('Retry-After')) || null);
}

export class Desk {
  #server;
  #fetch;

  constructor(server, fetcher = (...call) => fetch(...call)) {
    this.#server = server.replace(/\/+$/, '');
    this.#fetch = fetcher;
  }

  feedAddress(conversation) {
    return `${this.#server.replace(/^http/, 'ws')}/api/v1/conversations/${conversation.id}/feed`;
  }

  estate(id) {
    return this.#call('GET', `/estates/${encodeURIComponent(id)}`);
  }

  begin(estate, consent) {
    return this.#call('POST', '/conversations', { body: { estate, channel: 'web', consent } });
  }

  turns(conversation, { after, wait = 0, signal } = {}) {
    const patience = PATIENCE_MS + wait * 1000;
    return this.#of(conversation, 'GET', `/turns?after=${after}&wait=${wait}`, { signal, patience });
  }

  say(conversation, turn) {
    return this.#of(conversation, 'POST', '/turns', { body: turn });
  }

  escalate(conversation) {
    return this.#of(conversation, 'POST', '/escalation', { body: {} });
  }

  rate(conversation, rating) {
    return this.#of(conversation, 'POST', '/rating', { body: rating });
  }

  upload(conversation, file) {
    const form = new FormData();
    if (file) form.append('file', file);
    return this.#of(conversation, 'POST', '/attachments', { form, patience: PATIENCE_MS * 4 });
  }

  picture(conversation, id) {
    return this.#of(conversation, 'GET', `/attachments/${encodeURIComponent(id)}`, { as: 'blob' });
  }

  exportData(conversation) {
    return this.#of(conversation, 'GET', '/export');
  }

  erase(conversation) {
    return this.#of(conversation, 'DELETE', '/personal-data');
  }

  #of(conversation, method, path, options = {}) {
    const address = `/conversations/${encodeURIComponent(conversation.id)}${path}`;
    return this.#call(method, address, { ...options, token: conversation.token });
  }

  async #call(method, path, { body, form, token, signal, as = 'json', patience = PATIENCE_MS } = {}) {
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), patience);
    signal?.addEventListener('abort', () => giveUp.abort());
    const headers = { Accept: 'application/json' };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      const response = await this.#fetch(`${this.#server}/api/v1${path}`, {
        method, headers, body: body ? JSON.stringify(body) : form, signal: giveUp.signal,
        credentials: 'omit', cache: 'no-store',
      });
      if (!response.ok) throw await problemOf(response);
      return response.status === 204 ? null : await response[as]().catch(() => null);
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(clock);
    }
  }
}
