/** What outlives a reload. */

/** Stands in where storage is blocked; lasts as long as the page. */
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

/** Private windows throw at the first touch. */
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
  #scope;
  #storage;

  constructor(scope, storage = usableStorage()) {
    this.#scope = `linda:${scope}:`;
    this.#storage = storage;
  }

  nameOf(name) {
    return this.#scope + name;
  }

  /** Null also when someone else wrote nonsense there. */
  read(name) {
    try {
      return JSON.parse(this.#storage.getItem(this.nameOf(name)));
    } catch {
      return null;
    }
  }

  write(name, value) {
    try {
      if (value === null || value === '') this.#storage.removeItem(this.nameOf(name));
      else this.#storage.setItem(this.nameOf(name), JSON.stringify(value));
    } catch {
      // Full: the copy is lost, never the message on the screen.
    }
  }

  /** Each under its own name: two tabs cannot overwrite each other's. */
  keep(item) {
    this.write(`unsent:${item.key}`, item);
  }

  drop(key) {
    this.write(`unsent:${key}`, null);
  }

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
