import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const FOLDER = new URL('../../handoff/widget/', import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER), 'utf8');
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
const sources = names.map(read);

test('what a phone loads weighs at most 25 kB: each module gzipped by itself, as it is sent', () => {
  const weight = sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0);
  assert.ok(weight <= 25_000, `${weight} bytes`);
});

test('no module makes elements from markup', () => {
  for (const source of sources) {
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/);
  }
});

test('no module needs what iPhones before iOS 16.4 cannot even parse', () => {
  for (const source of sources) assert.doesNotMatch(source, /\(\?<[!=]/);
});

test('modules stay small enough to be read at once', () => {
  for (const source of sources) assert.ok(source.split('\n').length <= 301);
});

test('the demo page names every module up front, so that none waits for another', () => {
  const preloaded = [...read('demo/index.html').matchAll(/rel="modulepreload" href="\/widget\/([^"]+)"/g)];
  assert.deepEqual(preloaded.map(([, name]) => name).sort(), names.filter((name) => name !== 'linda-chat.js').sort());
});
