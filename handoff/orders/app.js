/** The repairer's page: everything is written down on the phone first and handed in when there is a network. */

import { desk } from './desk.js';
import { openKeep } from './keep.js';
import { smallPhoto } from './photo.js';
import { keyBefore } from './progress.js';
import { alone, handIn } from './sync.js';
import { draw } from './view.js';
import { WORDS } from './words.js';

const AGAIN = 30000; // milliseconds between looking for new orders, or trying again

const state = {
  agent: null, orders: [], steps: [], notes: {}, open: null, large: false, others: 0,
  online: navigator.onLine, syncing: false, sessionOver: false, signingIn: false, listAt: null, notice: '',
};
let keep;
let running = false;
let again = false;

const acts = {
  sync: () => sync(),
  askSignIn: () => tell({ signingIn: true }),
  open: (number) => { location.hash = `#/${encodeURIComponent(number)}`; },
  close: () => { location.hash = '#/'; },

  async signIn(username, password) {
    const { status, body } = await desk.signIn(username, password);
    if (status !== 201) {
      tell({ notice: status === 0 ? (state.agent ? WORDS.unreachable : WORDS.needsNetwork) : body.detail ?? WORDS.unreachable });
      return;
    }
    const agent = { id: body.agent.id, name: body.agent.name };
    if (state.agent?.id !== agent.id) await keep.forgetOrders();
    await keep.setFact('agent', agent);
    navigator.storage?.persist?.();
    tell({ agent, sessionOver: false, signingIn: false, notice: '' });
    await look();
    await sync();
  },

  async signOut() {
    const waiting = state.steps.filter((step) => step.state === 'waiting').length;
    if (waiting && !confirm(WORDS.leaveWithWaiting(waiting))) return;
    await desk.signOut();
    await keep.forgetOrders();
    await keep.setFact('agent', null);
    tell({ agent: null, orders: [], steps: [], listAt: null, sessionOver: false, notice: '' });
    await look();
  },

  async enlarge() {
    await keep.setFact('large', !state.large);
    tell({ large: !state.large });
  },

  async noteChanged(text) {
    state.notes[state.open] = text;
    await keep.setFact('notes', state.notes);
  },

  async write(kind) {
    const note = kind === 'finish' ? (state.notes[state.open] ?? '').trim() : '';
    if (kind === 'finish' && !note) {
      tell({ notice: WORDS.noteWanted });
      document.getElementById('note')?.focus();
      return;
    }
    if (await writeDown({ kind, note, after: keyBefore(waitingHere()) }) && kind === 'finish') {
      delete state.notes[state.open];
      await keep.setFact('notes', state.notes);
    }
  },

  async addPhoto(file) {
    let photo;
    try {
      photo = await smallPhoto(file);
    } catch {
      tell({ notice: WORDS.photoFailed });
      return;
    }
    await writeDown({ kind: 'picture', note: '', after: null, photo });
  },

  async dismiss(step) {
    await keep.drop(step);
    await look();
  },
};

/** Keeps a step of the open order; returns whether the phone has it. */
async function writeDown(step) {
  const order = state.orders.find((one) => one.number === state.open);
  const about = [order.house, order.summary].filter(Boolean).join(' ');
  try {
    const facts = { key: newKey(), agent: state.agent.id, number: order.number, about, recordedAt: new Date().toISOString() };
    await keep.write({ ...step, ...facts });
  } catch {
    tell({ notice: WORDS.notKept });
    return false;
  }
  say(`${WORDS.STEPS[step.kind]}：${WORDS.kept}`);
  tell({ notice: '' });
  await look();
  sync();
  return true;
}

/** Hands in and fetches, one round at a time; whoever asks meanwhile gets another round. */
async function sync() {
  again = true;
  if (running || !state.agent) return;
  running = true;
  tell({ syncing: true });
  while (again && state.agent) {
    again = false;
    await round(state.agent.id);
    await look();
  }
  running = false;
  tell({ syncing: false });
}

async function round(agentId) {
  const ended = await alone(() => handIn(keep, desk, agentId));
  if (ended === 'signed_out') return tell({ sessionOver: true, online: true });
  const { status, body } = await desk.orders();
  if (status === 200 && state.agent?.id === agentId) {
    const listAt = Date.now();
    await keep.putOrders(agentId, body.orders);
    await keep.setFact('listAt', listAt);
    tell({ listAt });
  }
  return tell({ online: status !== 0, sessionOver: status === 401 });
}

/** Reads anew what the phone remembers. */
async function look() {
  const every = await keep.everyStep();
  const id = state.agent?.id;
  const isWaiting = (step) => step.state === 'waiting';
  tell({
    steps: every.filter((step) => step.agent === id),
    others: every.filter((step) => step.agent !== id && isWaiting(step)).length,
    orders: id ? await keep.orders(id) : [],
  });
}

function tell(changed) {
  Object.assign(state, changed);
  draw(document.getElementById('page'), state, acts);
}

function say(words) {
  document.getElementById('said').textContent = words;
}

const waitingHere = () => state.steps.filter((step) => step.number === state.open && step.state === 'waiting');

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function follow() {
  tell({ open: decodeURIComponent(location.hash.slice(2)) || null, notice: '' });
}

async function start() {
  keep = await openKeep();
  const [agent, large, notes, listAt] = await Promise.all(['agent', 'large', 'notes', 'listAt'].map((name) => keep.fact(name)));
  Object.assign(state, { agent: agent ?? null, large: Boolean(large), notes: notes ?? {}, listAt: listAt ?? null });
  await look();
  follow();
  addEventListener('hashchange', follow);
  addEventListener('online', () => sync());
  addEventListener('offline', () => tell({ online: false }));
  document.addEventListener('visibilitychange', () => document.hidden || sync());
  setInterval(() => document.hidden || sync(), AGAIN);
  await sync();
}

if (location.pathname === '/orders') {
  location.replace('/orders/');
} else {
  navigator.serviceWorker?.register('/orders/worker.js', { scope: '/orders/' });
  start();
}
