import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rowsOf } from '../../handoff/widget/log.js';

const AT = '2026-11-21T10:00:00Z';
const own = (seq, text, more = {}) => ({ seq, author: { kind: 'resident' }, kind: 'text', text, at: AT, ...more });
const bot = (seq, text, more = {}) => ({ seq, author: { kind: 'bot' }, kind: 'text', text, at: AT, ...more });
const ANSWER = {
  act: 'answer', entry_id: 'fee.property.rate',
  candidates: [{ entry_id: 'fee.property.rate', title: '物业费单价', confidence: 0.9 }],
  source: { document: '01_收费公示.md' },
};
const CHOICES = [{ label: '月租车位', value: 'parking.monthly.rate' }, { label: '都不是', value: 'none' }];
const rows = (turns, more = {}) => rowsOf({ turns, ...more });

test("the desk's copy takes the place of the optimistic bubble", () => {
  const item = { key: 'k1', kind: 'text', text: '你好', status: 'sending', after: 0, at: Date.parse(AT) };
  const [before] = rows([], { unsent: [item] });
  const [after] = rows([own(1, '你好', { client_key: 'k1' })]);
  assert.equal(before.key, after.key);
  assert.equal(before.delivery, 'sending');
  assert.equal(after.delivery, 'sent');
});

test('a failed message stays where it was written', () => {
  const item = { key: 'k1', kind: 'text', text: '没发出去', status: 'failed', after: 1, at: Date.parse(AT), reason: '太长' };
  const drawn = rows([own(1, '一'), bot(2, '二')], { unsent: [item] });
  assert.deepEqual(drawn.map(({ text }) => text), ['一', '没发出去', '二']);
  assert.equal(drawn[1].reason, '太长');
});

test('a message is read when the desk says so or somebody has replied', () => {
  assert.equal(rows([own(1, '在吗')])[0].delivery, 'sent');
  assert.equal(rows([own(1, '在吗')], { readSeq: 1 })[0].delivery, 'read');
  assert.equal(rows([own(1, '在吗'), bot(2, '在')])[0].delivery, 'read');
  const notice = { ...bot(2, '已转人工'), author: { kind: 'system' } };
  assert.equal(rows([own(1, '在吗'), notice])[0].delivery, 'sent');
});

test('an answer names its question and its source, and can be doubted while it is the last line', () => {
  const [open] = rows([bot(1, '3.60元', { bot: ANSWER })]);
  assert.deepEqual([open.answer.about, open.answer.source, open.answer.open], ['物业费单价', '《收费公示》', true]);
  const [past] = rows([bot(1, '3.60元', { bot: ANSWER }), own(2, '谢谢')]);
  assert.equal(past.answer.open, false);
});

test('a computed answer shows its sum and how it was reached', () => {
  const computed = { amount: '747.60', formula: '89×2.80×3', inputs: {} };
  const [row] = rows([bot(1, '747.60元', { bot: { ...ANSWER, computed } })]);
  assert.deepEqual([row.answer.amount, row.answer.formula], ['747.60', '89×2.80×3']);
});

test('choices close once something later was said, and the chosen one is marked', () => {
  const asked = bot(1, '您是想问', { kind: 'choices', choices: CHOICES, bot: { act: 'clarify' } });
  assert.equal(rows([asked])[0].choices.open, true);
  const closed = rows([asked, own(2, '月租车位', { kind: 'choice' })])[0].choices;
  assert.equal(closed.open, false);
  assert.deepEqual(closed.list.map(({ chosen }) => chosen), [true, false]);
});

test('safety lines are an alarm whoever says them', () => {
  const line = { ...bot(1, '请马上开窗'), author: { kind: 'system' }, bot: { act: 'emergency' } };
  assert.equal(rows([line])[0].kind, 'alarm');
});

test('a name stands above the first of several lines, a time after a long pause', () => {
  const later = '2026-11-21T10:30:00Z';
  const drawn = rows([bot(1, '一'), bot(2, '二'), { ...bot(3, '三'), at: later }]);
  assert.deepEqual(drawn.map(({ name }) => !!name), [true, false, true]);
  assert.deepEqual(drawn.map(({ time }) => !!time), [true, false, true]);
});

test('a ticket stands below the latest line about it, with how far it has come', () => {
  const card = (seq, number) => ({ ...bot(seq, '工单', { bot: { act: 'ticket', ticket: { number } } }), kind: 'card' });
  const tickets = { A: { number: 'A', state: 'dispatched', moves: [{ to: 'accepted' }, { to: 'dispatched' }] } };
  const drawn = rows([card(1, 'A'), card(2, 'A'), card(3, 'B')], { tickets });
  assert.deepEqual(drawn.map(({ ticket }) => ticket?.number), [undefined, 'A', undefined]);
  assert.deepEqual(drawn[1].ticket.steps, ['已受理', '已派单']);
});
