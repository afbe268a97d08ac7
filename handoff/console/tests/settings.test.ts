import { describe, expect, test } from "vitest";
import {
  changedFields,
  codeText,
  daysText,
  freshPassword,
  isTarget,
  limitOf,
  pointsOf,
  readNames,
  readStretches,
  shiftText,
  targetOf,
  targetText,
  typedOf,
  unknownVariables,
  writeStretches,
} from "../src/pages/settings/logic";

import type { Person } from "../src/pages/settings/types";

describe("hours of service", () => {
  test("are read as people type them and written alike", () => {
    const stretches = readStretches(" 8:30-12:00，13：30～18:00 ");
    expect(stretches).toEqual([
      ["08:30", "12:00"],
      ["13:30", "18:00"],
    ]);
    expect(readStretches(writeStretches(stretches ?? []))).toEqual(stretches);
  });

  test("may be none, and may end at midnight", () => {
    expect(readStretches("")).toEqual([]);
    expect(readStretches("00:00-24:00")).toEqual([["00:00", "24:00"]]);
  });

  test.each(["早上八点", "12:00-08:30", "08:30-12:00，11:00-18:00", "13:30-18:00，08:30-12:00", "08:30-24:30", "08:30"])(
    "are not guessed from %s",
    (text) => expect(readStretches(text)).toBeNull(),
  );
});

describe("a shift", () => {
  test("names days in a row as a span", () => {
    expect(daysText([5, 1, 2, 3, 4, 7])).toBe("周一至周五、周日");
    expect(daysText([6, 7])).toBe("周六、周日");
  });

  test("over midnight says so", () => {
    expect(shiftText({ days: [1], from: "20:00", to: "08:00" })).toBe("周一 20:00–次日 08:00");
    expect(shiftText({ days: [1], from: "08:30", to: "18:00" })).toBe("周一 08:30–18:00");
  });
});

describe("a time that something may take", () => {
  test("is the same after it was typed", () => {
    for (const target of [{ working_days: 3 }, { minutes: 30, clock: "service" }, { minutes: 15, clock: "always" }] as const)
      expect(targetOf(typedOf(target))).toEqual(target);
  });

  test("is a whole number above zero, at most 60 working days", () => {
    expect(isTarget({ amount: 60, unit: "working_days" })).toBe(true);
    expect(isTarget({ amount: 61, unit: "working_days" })).toBe(false);
    expect(isTarget({ amount: 0, unit: "service" })).toBe(false);
    expect(isTarget({ amount: 1.5, unit: "always" })).toBe(false);
  });

  test("is said in the largest unit that fits, with its clock", () => {
    expect(targetText({ working_days: 3 })).toBe("3 个工作日");
    expect(targetText({ minutes: 1440, clock: "always" })).toBe("24 小时（不分昼夜）");
    expect(targetText({ minutes: 90, clock: "service" })).toBe("90 分钟（服务时间内）");
  });
});

test("names of buildings are taken once each, however they are parted", () => {
  expect(readNames("3栋、5栋 叠拼，3栋")).toEqual(["3栋", "5栋", "叠拼"]);
  expect(readNames("  ")).toEqual([]);
});

test("a variable that nothing fills in is found before the desk refuses it", () => {
  expect(unknownVariables("{resident}您好，{house}的{phone}{}")).toEqual(["phone", ""]);
});

test("a code is parted as it is read aloud", () => {
  expect(codeText("12345678")).toBe("1234 5678");
});

test("only what changed of a person is sent, and so logged", () => {
  const before = { name: "小林", skills: ["repair", "工程"], capacity: 6, buildings: {}, shifts: [] } as unknown as Person;
  const shift = { days: [1], from: "08:30", to: "18:00" };
  const same = { name: "小林", skills: ["repair", "工程"], capacity: 6, buildings: {}, shifts: [] };
  expect(changedFields(before, same)).toEqual({});
  expect(changedFields(before, { ...same, capacity: 4, shifts: [shift] })).toEqual({ capacity: 4, shifts: [shift] });
});

describe("limits of the figures", () => {
  test("are typed as percents and kept as parts of 1", () => {
    expect(limitOf("satisfaction", 87.5)).toBe(0.875);
    expect(limitOf("nps", -20)).toBe(-0.2);
    expect(pointsOf(limitOf("handoff", 33.3) ?? 0)).toBe(33.3);
  });

  test("are refused where they mean nothing", () => {
    for (const typed of [-1, 101, "", undefined, Number.NaN] as const) expect(limitOf("handoff", typed)).toBeNull();
  });
});

test("a first password is long, never twice the same, and nothing in it is read for something else", () => {
  const made = new Set(Array.from({ length: 200 }, freshPassword));
  expect(made.size).toBe(200);
  for (const one of made) expect(one).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{14}$/);
});
