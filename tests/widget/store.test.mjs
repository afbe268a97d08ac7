import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PageMemory, Store, usableStorage } from '../../handoff/widget/desk.js';

test('a value comes back and an empty one is forgotten', () => {
  const store = new Store('desk:yunshan', new PageMemory());
  store.write('draft', '写到一半');
  assert.equal(store.read('draft'), '写到一半');
  store.write('draft', '');
  assert.equal(store.read('draft'), null);
});

test('two estates do not see each other', () => {
  const storage = new PageMemory();
  new Store('desk:a', storage).write('draft', '甲');
  assert.equal(new Store('desk:b', storage).read('draft'), null);
});

test('nonsense left by someone else reads as nothing', () => {
  const storage = new PageMemory();
  storage.setItem('linda:x:conversation', '{不是');
  assert.equal(new Store('x', storage).read('conversation'), null);
});

test('blocked storage leaves the page working from memory', () => {
  const blocked = { get localStorage() { throw new Error('SecurityError'); } };
  assert.ok(usableStorage(blocked) instanceof PageMemory);
});

test('a full storage loses the copy and nothing else', () => {
  const full = new PageMemory();
  full.setItem = () => { throw new Error('QuotaExceededError'); };
  assert.doesNotThrow(() => new Store('x', full).write('draft', '长文'));
});

test('unsent messages come back oldest first', () => {
  const store = new Store('x', new PageMemory());
  store.keep({ key: 'b', at: 2 });
  store.keep({ key: 'a', at: 1 });
  assert.deepEqual(store.unsent().map(({ key }) => key), ['a', 'b']);
  store.drop('a');
  assert.deepEqual(store.unsent().map(({ key }) => key), ['b']);
});
