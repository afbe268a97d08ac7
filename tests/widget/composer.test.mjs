import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSendKey } from '../../handoff/widget/panel.js';

const enter = (more = {}) => ({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...more });

test('Enter sends and Shift+Enter makes a new line', () => {
  assert.equal(isSendKey(enter()), true);
  assert.equal(isSendKey(enter({ shiftKey: true })), false);
});

test('Enter that picks a word while Chinese is composed never sends', () => {
  assert.equal(isSendKey(enter({ isComposing: true })), false);
  assert.equal(isSendKey(enter({ keyCode: 229 })), false);
});

test('other keys never send', () => {
  assert.equal(isSendKey({ ...enter(), key: 'a' }), false);
});
