import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keyBefore, nextSteps, partOf } from '../../handoff/orders/progress.js';
import { handIn } from '../../handoff/orders/sync.js';

const ORDER = { number: 'YS-1', state: 'dispatched', mine: false, repairer: null, steps: [] };
const waiting = (...kinds) => kinds.map((kind, at) => ({ kind, key: `k${at}`, state: 'waiting' }));

/** A phone with these steps written down, and a desk that answers each sending with the next of `answers`. */
function phone(kinds, answers) {
  const rows = kinds.map((kind, at) => ({ id: at + 1, agent: 'me', number: 'YS-1', kind, key: `k${at}`, after: at ? `k${at - 1}` : null, state: 'waiting' }));
  const sent = [];
  const keep = {
    nextWaiting: async (_agent, after) => rows.find((row) => row.state === 'waiting' && row.id > after),
    isWaiting: async (_agent, key) => rows.some((row) => row.key === key && row.state === 'waiting'),
    putOrder: async () => {},
    refuse: async (row, reason) => Object.assign(rows.find((one) => one.id === row.id), { state: 'refused', reason }),
    drop: async (row) => rows.splice(rows.findIndex((one) => one.id === row.id), 1),
  };
  const desk = {
    handIn: async (row) => {
      sent.push([row.key, row.after]);
      return answers.shift() ?? { is: 'taken' };
    },
  };
  return { rows, sent, handIn: () => handIn(keep, desk, 'me') };
}

test('what is next follows from the desk and from what is not handed in yet', () => {
  assert.deepEqual(nextSteps(ORDER, []), ['accept']);
  assert.deepEqual(nextSteps(ORDER, waiting('accept')), ['set_out', 'finish']);
  assert.deepEqual(nextSteps(ORDER, waiting('accept', 'set_out')), ['begin', 'finish']);
  assert.deepEqual(nextSteps(ORDER, waiting('accept', 'set_out', 'begin')), ['finish']);
  assert.deepEqual(nextSteps(ORDER, waiting('accept', 'set_out', 'begin', 'finish')), []);
  assert.deepEqual(nextSteps({ ...ORDER, state: 'cancelled' }, []), []);
  assert.deepEqual(nextSteps({ ...ORDER, repairer: { name: '何师傅' } }, []), []);
});

test('work that came back begins anew', () => {
  const before = [{ kind: 'accept', refused: null }, { kind: 'begin', refused: null }, { kind: 'accept', refused: null }];
  assert.deepEqual(nextSteps({ ...ORDER, state: 'on_the_way', mine: true, steps: before }, []), ['begin', 'finish']);
});

test('an order stands where the phone has brought it', () => {
  assert.equal(partOf(ORDER, []), 'free');
  assert.equal(partOf(ORDER, waiting('accept')), 'mine');
  assert.equal(partOf(ORDER, waiting('accept', 'finish')), 'over');
  assert.equal(keyBefore([...waiting('accept'), { kind: 'picture', key: 'p' }]), 'k0');
  assert.equal(keyBefore([]), null);
});

test('steps go in order and leave the phone once the desk has them', async () => {
  const { rows, sent, handIn: go } = phone(['accept', 'set_out', 'finish'], []);
  assert.equal(await go(), 'synced');
  assert.deepEqual(sent.map(([key]) => key), ['k0', 'k1', 'k2']);
  assert.deepEqual(rows, []);
});

test('without a network everything stays and goes again under its own key', async () => {
  const { rows, sent, handIn: go } = phone(['accept', 'set_out'], [{ is: 'taken' }, { is: 'later' }]);
  assert.equal(await go(), 'later');
  assert.deepEqual(rows.map(({ key }) => key), ['k1']);
  assert.equal(await go(), 'synced');
  assert.deepEqual(sent.map(([key]) => key), ['k0', 'k1', 'k1']);
});

test('what the desk refuses stays with its reason, and those behind it go on', async () => {
  const refused = { is: 'refused', reason: '这张单已取消' };
  const { rows, sent, handIn: go } = phone(['accept', 'set_out'], [refused, { is: 'early' }]);
  assert.equal(await go(), 'synced');
  assert.deepEqual(rows.map(({ key, state, reason }) => [key, state, reason]), [['k0', 'refused', '这张单已取消']]);
  assert.deepEqual(sent, [['k0', null], ['k1', 'k0'], ['k1', null]]);
});

test('a session that is over sends nothing and loses nothing', async () => {
  const { rows, handIn: go } = phone(['accept'], [{ is: 'signed_out' }]);
  assert.equal(await go(), 'signed_out');
  assert.equal(rows.length, 1);
});
