import { describe, expect, test } from "vitest";
import { meaningOf, type Composition, type EnterKey } from "../src/logic/composing";

const idle: Composition = { active: false, endedAt: Number.NEGATIVE_INFINITY };
const press = (more: Partial<EnterKey> = {}): EnterKey => ({
  key: "Enter",
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
  timeStamp: 10_000,
  ...more,
});

describe("Enter", () => {
  test("sends when nothing is being composed", () => {
    expect(meaningOf(press(), idle)).toBe("send");
  });

  test("with Shift begins a new line", () => {
    expect(meaningOf(press({ shiftKey: true }), idle)).toBe("text");
  });

  test("never sends while the browser says that a composition runs", () => {
    expect(meaningOf(press({ isComposing: true }), idle)).toBe("text");
  });

  test("never sends when the input method swallowed the key", () => {
    expect(meaningOf(press({ keyCode: 229 }), idle)).toBe("text");
  });

  test("never sends between compositionstart and compositionend", () => {
    expect(meaningOf(press(), { active: true, endedAt: 0 })).toBe("text");
  });

  test("never sends in Safari's order: compositionend first, the key that caused it just after", () => {
    expect(meaningOf(press({ timeStamp: 10_004 }), { active: false, endedAt: 10_000 })).toBe("nothing");
  });

  test("sends again with the next press after a composition", () => {
    expect(meaningOf(press({ timeStamp: 10_300 }), { active: false, endedAt: 10_000 })).toBe("send");
  });

  test("is the only key that sends", () => {
    expect(meaningOf(press({ key: "a", keyCode: 65 }), idle)).toBe("text");
  });
});
