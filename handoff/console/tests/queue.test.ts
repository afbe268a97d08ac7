import { describe, expect, test } from "vitest";
import { matches, placeOf, sorted } from "../src/logic/queue";
import { newcomers, stillWaiting } from "../src/logic/alarm";
import { heat, spell, waited } from "../src/logic/waiting";
import { offsetFrom } from "../src/logic/clock";
import { percent } from "../src/logic/figures";
import { held, NOON, turn, waiting, WANG } from "./fakeDesk";

const order = (...all: ReturnType<typeof waiting>[]): string[] => sorted(all).map((one) => one.id);

describe("the waiting list", () => {
  test("has the longest wait first", () => {
    expect(order(waiting("short", 10), waiting("long", 300), waiting("middle", 60))).toEqual([
      "long",
      "middle",
      "short",
    ]);
  });

  test("has what is urgent above every wait", () => {
    expect(order(waiting("long", 3000), waiting("gas", 5, { class: "urgent" }))).toEqual(["gas", "long"]);
  });

  test("has residents without an answer above those who wait for nothing", () => {
    const answered = held("answered", WANG, { updated_at: new Date(NOON).toISOString() });
    const asking = held("asking", WANG, { last_turn: turn(3, "resident") });
    expect(order(answered, asking)).toEqual(["asking", "answered"]);
  });

  test("is searched by house, name and words", () => {
    const one = waiting("one", 1, {
      resident: { name: "李*", phone: null },
      last_turn: turn(1, "resident", "电梯坏了"),
    });
    expect(["12-2", "李", "电梯", "没把握", ""].every((words) => matches(one, words))).toBe(true);
    expect(matches(one, "车位")).toBe(false);
  });

  test("writes a house as residents do", () => {
    expect(placeOf(waiting("a", 1))).toBe("12-2-301");
    expect(placeOf({ house: { building: "商铺", unit: null, room: "S8" } })).toBe("商铺 S8");
    expect(placeOf({ house: null })).toBe("");
  });
});

describe("a wait", () => {
  test("is told in words that fit it", () => {
    expect([42, 192, 4000, 90_000].map(spell)).toEqual(["42 秒", "3:12", "1 小时 6 分", "1 天 1 小时"]);
  });

  test("turns amber after two minutes and red after five", () => {
    expect([60, 121, 301].map((seconds) => heat(waiting("a", seconds), NOON))).toEqual(["calm", "warm", "hot"]);
  });

  test("is red as soon as it is overdue", () => {
    expect(heat(waiting("a", 30, { due_at: new Date(NOON - 1).toISOString() }), NOON)).toBe("hot");
  });

  test("of an emergency is amber at once and red after a minute", () => {
    expect([0, 61].map((seconds) => heat(waiting("a", seconds, { class: "urgent" }), NOON))).toEqual(["warm", "hot"]);
  });

  test("with an agent counts from the resident's unanswered word", () => {
    const asking = held("a", WANG, { last_turn: turn(880, "resident") });
    expect(waited(asking, NOON)).toBe(120);
    expect(waited(held("b", WANG, { last_turn: turn(880, "agent") }), NOON)).toBeNull();
  });

  test("is measured by the desk's clock, not by this computer's", () => {
    const wrong = NOON + 3_600_000;
    expect(wrong + offsetFrom(new Date(NOON - 90_000).toISOString(), 90, wrong)).toBe(NOON);
  });
});

describe("the alarm", () => {
  test("rings for those who were not in the queue before", () => {
    expect(newcomers(new Set(["a"]), [waiting("a", 9), waiting("b", 1), held("c", WANG)])).toEqual(["b"]);
  });

  test("rests once a colleague has claimed it", () => {
    expect([...stillWaiting(new Set(["a", "b"]), [waiting("a", 9)])]).toEqual(["a"]);
  });
});

test("a share just below the threshold is not rounded up to it", () => {
  expect([0.699, 0.7, 1, 0.29].map(percent)).toEqual([69, 70, 100, 29]);
});
