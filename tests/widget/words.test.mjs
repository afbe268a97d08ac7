import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isAsking } from '../../handoff/widget/conversation.js';
import { headerState, sourceInWords, timeInWords } from '../../handoff/widget/words.js';

const says = (facts) => headerState({ link: 'open', holder: 'bot', onDuty: true, ...facts }).label;

test('every state has its words', () => {
  assert.equal(says({ link: 'connecting' }), '连接中');
  assert.equal(says({}), '机器人');
  assert.equal(says({ asking: true }), '请确认');
  assert.equal(says({ holder: 'queue', queue: { position: 2, wait_minutes: 4.2 } }), '排队（第 2 位，约 5 分钟）');
  assert.equal(says({ holder: 'agent', agent: { name: '李敏' } }), '人工（李敏）');
  assert.equal(says({ holder: 'agent', agent: null }), '坐席离开');
  assert.equal(says({ holder: 'closed' }), '已结束');
  assert.equal(says({ holder: 'queue', onDuty: false }), '留言');
  assert.equal(says({ holder: 'agent', agent: { name: '李敏' }, link: 'reconnecting' }), '重连中');
  assert.equal(says({ link: 'unavailable' }), '暂不可用');
});

test('a queue whose length is not known yet is still a queue', () => {
  assert.equal(says({ holder: 'queue' }), '排队');
  assert.equal(says({ holder: 'queue', queue: { position: 1, wait_minutes: null } }), '排队（第 1 位）');
});

test('a clarification asks until the resident has answered', () => {
  const question = { seq: 2, author: { kind: 'bot' }, bot: { act: 'clarify' } };
  assert.equal(isAsking([question], []), true);
  assert.equal(isAsking([question], [{ kind: 'choice' }]), false);
  assert.equal(isAsking([question, { seq: 3, author: { kind: 'resident' } }], []), false);
});

test('a source reads as document, section and date', () => {
  const source = { document: '01_收费公示.md', section: '一、物业服务费（包干制）', valid_from: '2025-01-01' };
  assert.equal(sourceInWords(source), '《收费公示》 · 一、物业服务费（包干制） · 自2025年1月1日起');
  assert.equal(sourceInWords({ document: '会所须知.docx' }), '《会所须知》');
  assert.equal(sourceInWords(undefined), '');
});

test('a time is said as a resident would say it', () => {
  const now = new Date(2026, 10, 21, 18, 0);
  assert.equal(timeInWords(new Date(2026, 10, 21, 9, 5), now), '09:05');
  assert.equal(timeInWords(new Date(2026, 10, 20, 23, 59), now), '昨天 23:59');
  assert.equal(timeInWords(new Date(2026, 2, 2, 8, 0), now), '3月2日 08:00');
  assert.equal(timeInWords(new Date(2025, 2, 2, 8, 0), now), '2025年3月2日 08:00');
  assert.equal(timeInWords('无', now), '');
});
