import { expect, test } from "vitest";
import { commandOf, type Press } from "../src/logic/shortcuts";

const press = (code: string, more: Partial<Press> = {}): Press => ({
  code,
  key: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

test("plain keys are commands outside of fields and text inside them", () => {
  expect(commandOf(press("KeyA"), false)).toBe("claim");
  expect(commandOf(press("KeyA"), true)).toBeNull();
  expect(commandOf(press("KeyA", { altKey: true }), true)).toBe("claim");
});

test("figures beyond the three lists lead to the pages", () => {
  expect([3, 4, 5, 6, 7, 8, 9].map((key) => commandOf(press(`Digit${key}`), false))).toEqual([
    "all",
    "tickets",
    "board",
    "knowledge",
    "figures",
    "settings",
    "promises",
  ]);
});

test("the browser's own combinations stay the browser's", () => {
  expect(commandOf(press("KeyR", { ctrlKey: true }), false)).toBeNull();
  expect(commandOf(press("KeyT", { metaKey: true }), false)).toBeNull();
});

test("nothing is a command while a word is being composed", () => {
  expect(commandOf(press("KeyA", { altKey: true, isComposing: true }), true)).toBeNull();
});

test("a question mark opens the sheet, also a Chinese one", () => {
  expect(commandOf(press("Slash", { key: "?", shiftKey: true }), false)).toBe("sheet");
  expect(commandOf(press("Slash", { key: "？", shiftKey: true }), false)).toBe("sheet");
  expect(commandOf(press("Slash", { key: "/" }), false)).toBe("search");
});
