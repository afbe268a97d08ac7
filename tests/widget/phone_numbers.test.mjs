import assert from 'node:assert/strict';
import { test } from 'node:test';

import { splitPhoneNumbers } from '../../handoff/widget/words.js';

const calls = (text) => splitPhoneNumbers(text).flatMap(({ call }) => (call ? [call] : []));

test('a number with its area code can be called', () => {
  assert.deepEqual(calls('请打24小时服务热线0571-55500101，或前台0571-55500102。'), ['057155500101', '057155500102']);
});

test('emergency numbers can be called where they are numbers', () => {
  assert.deepEqual(calls('起火打119，有人受伤请打120，有人闹事拨打110。'), ['119', '120', '110']);
  assert.deepEqual(calls('请先拨打119、120，再打0571-55500101'), ['119', '120', '057155500101']);
  assert.deepEqual(calls('情况危急请打110或120。'), ['110', '120']);
  assert.deepEqual(calls('马上打12356心理援助热线'), ['12356']);
});

test('amounts, areas, houses and years are not numbers to call', () => {
  for (const text of ['空调柜机清洗120元/台', '建筑面积119㎡', '110平一个季度', '每平方米不超过120公斤', '充120度电',
    '编号YS-2025-0110', '第120条', '3.60元', '2025年1月1日', '共120户']) {
    assert.deepEqual(calls(text), [], text);
  }
});

test('a short code inside a longer number is left alone', () => {
  assert.deepEqual(calls('可以发短信到12110'), []);
});

test('the pieces together are the text unchanged', () => {
  const text = '先打119，再打0571-55500101；价格120元。\n完';
  assert.equal(splitPhoneNumbers(text).map((piece) => piece.text).join(''), text);
});
