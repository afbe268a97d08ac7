import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Outbox, PageMemory, Problem, Store, bodyOf } from '../../handoff/widget/desk.js';

/** An outbox whose desk answers each delivery with the next of `answers`: a problem, or null for stored. */
function outboxWith(answers, storage = new PageMemory()) {
  const delivered = [];
  const deliver = async (item) => {
    delivered.push(item.key);
    const answer = answers.shift();
    if (answer) throw answer;
  };
  const outbox = new Outbox({ store: new Store('test', storage), deliver, changed: () => {} });
  return { outbox, delivered, storage };
}

const say = (text) => ({ kind: 'text', text });
const statuses = (outbox) => outbox.items.map(({ status }) => status);

test('messages go one after the other in the order written', async () => {
  const { outbox, delivered } = outboxWith([]);
  await Promise.all([outbox.add(say('一'), 0), outbox.add(say('二'), 0), outbox.add(say('三'), 0)]);
  assert.deepEqual(delivered, outbox.items.map(({ key }) => key));
  assert.deepEqual(statuses(outbox), ['sent', 'sent', 'sent']);
});

test('a lost network holds back what was written later, and the same key is tried again', async () => {
  const { outbox, delivered } = outboxWith([new Problem(0)]);
  await outbox.add(say('一'), 0);
  await outbox.add(say('二'), 0);
  assert.deepEqual(statuses(outbox), ['failed', 'waiting']);
  await outbox.resume();
  assert.deepEqual(statuses(outbox), ['sent', 'sent']);
  assert.equal(delivered[0], delivered[1]);
  assert.equal(new Set(delivered).size, 2);
});

test('a refused message stays with its reason and lets the next one pass', async () => {
  const { outbox, delivered } = outboxWith([new Problem(400, '消息里有不能保存的字符')]);
  await outbox.add(say('坏'), 0);
  await outbox.add(say('好'), 0);
  assert.deepEqual(statuses(outbox), ['failed', 'sent']);
  assert.equal(outbox.items[0].reason, '消息里有不能保存的字符');
  await outbox.resume();
  assert.equal(delivered.length, 2, 'not tried again by itself');
  await outbox.resume(outbox.items[0].key);
  assert.equal(delivered.length, 3, 'but when the resident asks');
});

test('what was not stored survives a reload; what was stored is not sent again', async () => {
  const first = outboxWith([null, new Problem(0)]);
  await first.outbox.add(say('到了'), 0);
  await first.outbox.add(say('没到'), 0);
  const second = outboxWith([], first.storage);
  assert.deepEqual(second.outbox.items.map(({ text }) => text), ['没到']);
  assert.equal(second.outbox.items[0].key, first.outbox.items[1].key);
  first.outbox.clear();
});

test('the feed settles a message even when its answer never came', async () => {
  const { outbox } = outboxWith([new Problem(0)]);
  await outbox.add(say('一'), 0);
  outbox.settle(outbox.items[0].key);
  assert.deepEqual(outbox.items, []);
  await outbox.resume();
});

test('an old call for a person is not made up for after a reload', () => {
  const storage = new PageMemory();
  const store = new Store('test', storage);
  store.keep({ key: 'old', kind: 'escalation', at: Date.now() - 3_600_000, after: 0 });
  store.keep({ key: 'new', kind: 'escalation', at: Date.now(), after: 0 });
  assert.deepEqual(outboxWith([], storage).outbox.items.map(({ key }) => key), ['new']);
});

test('keys and bodies are as the contract wants them', async () => {
  const { outbox } = outboxWith([]);
  await outbox.add({ kind: 'choice', text: '没答到', value: 'none' }, 7);
  const [item] = outbox.items;
  assert.match(item.key, /^[A-Za-z0-9_-]{1,64}$/);
  assert.deepEqual(JSON.parse(JSON.stringify(bodyOf(item))), { client_key: item.key, kind: 'choice', text: '没答到', value: 'none' });
});
