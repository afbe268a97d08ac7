import { describe, expect, test } from "vitest";
import { meansSend, type Composition, type EnterKey } from "../src/logic/composing";

const idle: Composition = { active: false, endedAt: Number.NEGATIVE_INFINITY };
const press = (more: Partial<EnterKey> = {}): EnterKey => ({
  key: "Enter", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false,
  isComposing: false, keyCode: 13, timeStamp: 10_000, ...more,
});

describe("Enter", () => {
  test("sends when nothing is being composed", () => {
    expect(meansSend(press(), idle)).toBe(true);
  });

  test("with Shift begins a new line", () => {
    expect(meansSend(press({ shiftKey: true }), idle)).toBe(false);
  });

  test("never sends while the browser says that a composition runs", () => {
    expect(meansSend(press({ isComposing: true }), idle)).toBe(false);
  });

  test("never sends when the input method swallowed the key", () => {
    expect(meansSend(press({ keyCode: 229 }), idle)).toBe(false);
  });

  test("never sends between compositionstart and compositionend", () => {
    expect(meansSend(press(), { active: true, endedAt: 0 })).toBe(false);
  });

  test("never sends in Safari's order: compositionend first, the key that caused it just after", () => {
    expect(meansSend(press({ timeStamp: 10_004 }), { active: false, endedAt: 10_000 })).toBe(false);
  });

  test("sends again with the next press after a composition", () => {
    expect(meansSend(press({ timeStamp: 10_300 }), { active: false, endedAt: 10_000 })).toBe(true);
  });

  test("is the only key that sends", () => {
    expect(meansSend(press({ key: "a", keyCode: 65 }), idle)).toBe(false);
  });
});
