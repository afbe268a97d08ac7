import { describe, expect, test } from "vitest";
import { kit } from "../src/pages/kit/words";
import { isOvernight, standardOf, targetInWords, weekdays } from "../src/pages/settings/logic";
import type { ServiceTimes } from "../src/pages/settings/types";

describe("shifts", () => {
  test("draw days in a row together, two of them not", () => {
    expect(weekdays([1, 2, 3, 4, 5], kit.days)).toBe("周一至周五");
    expect(weekdays([7, 1, 2, 4], kit.days)).toBe("周一、周二、周四、周日");
    expect(weekdays([6, 7], kit.days)).toBe("周六、周日");
    expect(weekdays([], kit.days)).toBe("");
  });

  test("that end at or before their beginning end the next day", () => {
    expect(isOvernight({ from: "20:00", to: "08:00" })).toBe(true);
    expect(isOvernight({ from: "08:30", to: "18:00" })).toBe(false);
  });
});

describe("service times", () => {
  test("say how long, and by which clock", () => {
    expect(targetInWords({ minutes: 15, clock: "always" })).toBe("15 分钟（全天计时）");
    expect(targetInWords({ minutes: 30, clock: "service" })).toBe("30 分钟（按服务时间）");
    expect(targetInWords({ working_days: 3 })).toBe("3 个工作日");
  });

  test("send back what may be set, nothing that the desk adds", () => {
    const times = { estate: "yunshan", hours: { working_days: [], days_off: [] }, classes: {}, open_now: true };
    expect(Object.keys(standardOf(times as unknown as ServiceTimes))).toEqual(["hours", "classes"]);
  });
});
