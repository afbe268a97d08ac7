import { describe, expect, test } from "vitest";
import { placeOf, secondsLeft, stateAt } from "../src/pages/promises/logic";
import { NOON } from "./fakeDesk";

const due = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();

describe("a promise on the page", () => {
  test.each([
    ["open", 1, 16, "open"],
    ["open", 0, 15, "due"],
    ["open", 0, 40, "due"],
    ["open", -15, 0, "broken"],
    ["due", -16, -1, "broken"],
  ] as const)("that was %s, is reminded of in %i and due in %i minutes, is %s now", (state, reminded, minutes, now) => {
    expect(stateAt({ state, reminded_at: due(reminded), due_at: due(minutes) }, NOON)).toBe(now);
  });

  test.each(["kept", "released"] as const)("that is %s stays so once its time is past", (state) => {
    expect(stateAt({ state, reminded_at: due(-75), due_at: due(-60) }, NOON)).toBe(state);
  });

  test("counts down by the desk's clock", () => {
    expect(secondsLeft({ due_at: due(2) }, NOON)).toBe(120);
    expect(secondsLeft({ due_at: due(-2) }, NOON)).toBe(-120);
  });

  test("leads to its ticket, else to its conversation", () => {
    expect(placeOf({ ticket: "YS-20261121-0009", conversation_id: "c" })).toBe("#/~tickets/YS-20261121-0009");
    expect(placeOf({ ticket: null, conversation_id: "c" })).toBe("#/c");
    expect(placeOf({ ticket: null, conversation_id: null })).toBeNull();
  });
});
