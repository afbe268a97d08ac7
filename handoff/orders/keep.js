/** What the phone remembers (IndexedDB): who is signed in, their orders, and every step until the desk has it. */

const NAME = 'linda-orders';

export async function openKeep(name = NAME) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('facts');
    database.createObjectStore('orders', { keyPath: ['agent', 'number'] });
    database.createObjectStore('steps', { keyPath: 'id', autoIncrement: true }).createIndex('agent', 'agent');
  };
  return new Keep(await result(opening));
}

class Keep {
  constructor(database) {
    this.database = database;
  }

  fact = (name) => this.#do('facts', 'readonly', (facts) => facts.get(name));

  setFact = (name, value) => this.#do('facts', 'readwrite', (facts) => facts.put(value, name));

  /** A step is on the disk when this returns; throws where the phone has no room. */
  write = (step) => this.#do('steps', 'readwrite', (steps) => steps.add({ state: 'waiting', ...step }));

  steps = async (agent) => (await this.everyStep()).filter((step) => step.agent === agent);

  everyStep = () => this.#do('steps', 'readonly', (steps) => steps.getAll());

  async nextWaiting(agent, after) {
    const found = (await this.steps(agent)).filter((step) => step.state === 'waiting');
    return found.find((step) => step.id > after);
  }

  async isWaiting(agent, key) {
    return (await this.steps(agent)).some((step) => step.key === key && step.state === 'waiting');
  }

  refuse = (step, reason) => this.#do('steps', 'readwrite', (steps) => steps.put({ ...step, state: 'refused', reason }));

  drop = (step) => this.#do('steps', 'readwrite', (steps) => steps.delete(step.id));

  orders = async (agent) => {
    const every = await this.#do('orders', 'readonly', (orders) => orders.getAll());
    return every.filter((one) => one.agent === agent).sort((a, b) => a.place - b.place).map((one) => one.order);
  };

  /** Puts the desk's list in the place of the one before, all at once; other people's lists go too. */
  async putOrders(agent, list) {
    const transaction = this.database.transaction('orders', 'readwrite', { durability: 'strict' });
    const orders = transaction.objectStore('orders');
    orders.clear();
    list.forEach((order, place) => orders.put({ agent, number: order.number, place, order }));
    await finished(transaction);
  }

  async putOrder(agent, order) {
    const known = await this.#do('orders', 'readonly', (orders) => orders.get([agent, order.number]));
    if (known) await this.#do('orders', 'readwrite', (orders) => orders.put({ ...known, order }));
  }

  forgetOrders = () => this.#do('orders', 'readwrite', (orders) => orders.clear());

  async #do(store, mode, work) {
    const transaction = this.database.transaction(store, mode, { durability: 'strict' });
    const asked = work(transaction.objectStore(store));
    await finished(transaction);
    return asked.result;
  }
}

function result(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
