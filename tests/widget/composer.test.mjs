import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSendKey } from '../../handoff/widget/composer.js';

const enter = (more = {}) => ({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...more });

test('Enter sends and Shift+Enter makes a new line', () => {
  assert.equal(isSendKey(enter(), false), true);
  assert.equal(isSendKey(enter({ shiftKey: true }), false), false);
});

test('Enter that picks a word while Chinese is composed never sends', () => {
  assert.equal(isSendKey(enter({ isComposing: true }), false), false);
  assert.equal(isSendKey(enter({ keyCode: 229 }), false), false);
  assert.equal(isSendKey(enter(), true), false);
});

test('other keys never send', () => {
  assert.equal(isSendKey({ ...enter(), key: 'a' }, false), false);
});
