/** What outlives a reload: the conversation, the draft, unsent messages, the resident's switches. */

/** A stand-in with the same three calls, for browsers that block storage: it lasts as long as the page. */
export class PageMemory {
  #values = new Map();

  getItem(name) {
    return this.#values.get(name) ?? null;
  }

  setItem(name, value) {
    this.#values.set(name, value);
  }

  removeItem(name) {
    this.#values.delete(name);
  }

  keys() {
    return [...this.#values.keys()];
  }
}

/** The browser's storage when it may be used, else page memory. Private windows throw on first touch. */
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

/** Named JSON values of one estate on one server. */
export class Store {
  #scope;
  #storage;

  constructor(scope, storage = usableStorage()) {
    this.#scope = `linda:${scope}:`;
    this.#storage = storage;
  }

  /** The full name under which the browser announces a change to other tabs. */
  nameOf(name) {
    return this.#scope + name;
  }

  /** The value, or null when there is none or someone else wrote nonsense there. */
  read(name) {
    try {
      return JSON.parse(this.#storage.getItem(this.nameOf(name)));
    } catch {
      return null;
    }
  }

  /** Keeps a value; null or '' forgets it. A full storage loses the copy, never the message on the screen. */
  write(name, value) {
    try {
      if (value === null || value === '') this.#storage.removeItem(this.nameOf(name));
      else this.#storage.setItem(this.nameOf(name), JSON.stringify(value));
    } catch {
      // Quota exceeded or storage switched off since the start: the page goes on without a copy.
    }
  }

  /** Keeps an unsent message under its own name, so that two tabs cannot overwrite each other's. */
  keep(item) {
    this.write(`unsent:${item.key}`, item);
  }

  drop(key) {
    this.write(`unsent:${key}`, null);
  }

  /** Unsent messages, oldest first. */
  unsent() {
    const prefix = this.nameOf('unsent:');
    return this.#names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => this.read(name.slice(this.#scope.length)))
      .filter((item) => item?.key)
      .sort((one, other) => one.at - other.at);
  }

  #names() {
    return this.#storage instanceof PageMemory ? this.#storage.keys() : Object.keys(this.#storage);
  }
}
