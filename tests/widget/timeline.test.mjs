import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Timeline } from '../../handoff/widget/conversation.js';

const turn = (seq) => ({ seq, author: { kind: 'bot' }, kind: 'text', text: `第${seq}句` });
const numbers = (timeline) => timeline.turns.map(({ seq }) => seq);

test('turns are kept in the order of their numbers', () => {
  const timeline = new Timeline();
  assert.deepEqual([1, 2, 3].map((seq) => timeline.add(turn(seq))), ['added', 'added', 'added']);
  assert.deepEqual(numbers(timeline), [1, 2, 3]);
});

test('a repeated turn is known and drawn once', () => {
  const timeline = new Timeline();
  timeline.add(turn(1));
  assert.equal(timeline.add(turn(1)), 'known');
  assert.deepEqual(numbers(timeline), [1]);
});

test('a turn behind a missing one is refused until the missing one is here', () => {
  const timeline = new Timeline();
  timeline.add(turn(1));
  assert.equal(timeline.add(turn(3)), 'gap');
  assert.deepEqual(timeline.fill([turn(2), turn(3)], 3).map(({ seq }) => seq), [2, 3]);
  assert.deepEqual(numbers(timeline), [1, 2, 3]);
});

test('a refetch that overlaps brings only what is new', () => {
  const timeline = new Timeline();
  timeline.add(turn(1));
  timeline.add(turn(2));
  assert.deepEqual(timeline.fill([turn(1), turn(2), turn(3)], 3).map(({ seq }) => seq), [3]);
});

test('an answer in parts leaves the next number where the first part ended', () => {
  const timeline = new Timeline();
  timeline.fill([turn(1), turn(2)], 5);
  assert.equal(timeline.lastSeq, 2);
});

test('an empty answer settles that nothing more is to be had', () => {
  const timeline = new Timeline();
  timeline.fill([], 4);
  assert.equal(timeline.add(turn(5)), 'added');
});
