import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const FOLDER = new URL('../../handoff/widget/', import.meta.url);
const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.js')).map((name) => readFileSync(new URL(name, FOLDER)));

test('the widget weighs at most 25 KiB gzipped', () => {
  const weight = gzipSync(Buffer.concat(sources), { level: 9 }).length;
  assert.ok(weight <= 25 * 1024, `${weight} bytes`);
});

test('no module makes elements from markup', () => {
  for (const source of sources) {
    assert.doesNotMatch(source.toString(), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/);
  }
});

test('modules stay small enough to be read at once', () => {
  for (const source of sources) assert.ok(source.toString().split('\n').length <= 301);
});
