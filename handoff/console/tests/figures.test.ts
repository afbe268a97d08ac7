import { describe, expect, test, vi } from "vitest";
import { csvAddress, type FiguresWanted } from "../src/api/figures";
import { METRICS, type FigureTable, type Figures, type Limit, type Share } from "../src/figureTypes";
import { changeOf, dailyValues, inPercent, isEmpty, reasonShares, shown, worries } from "../src/logic/metrics";
import { lookAt } from "../src/pages/figures/look";
import { before, dayAt, daysOf, lastDays, lengthOf, wrongWith } from "../src/logic/periods";

const FLOOR: Limit = { limit: 0.95, worse: "below" };
const CEILING: Limit = { limit: 0.05, worse: "above" };
const share = (numerator: number, denominator: number): Share => ({
  value: denominator ? numerator / denominator : null,
  numerator,
  denominator,
});
const all = (one: Share): Figures =>
  ({ ...Object.fromEntries(METRICS.map((metric) => [metric, one])), reasons: {} }) as Figures;

function table(by: FigureTable["by"], rows: Record<string, Share>, total = share(0, 0)): FigureTable {
  return {
    from: "2026-11-01",
    to: "2026-11-03",
    by,
    rows: Object.entries(rows).map(([key, one]) => ({ key, name: key, figures: all(one) })),
    total: all(total),
    thresholds: Object.fromEntries(METRICS.map((metric) => [metric, FLOOR])) as FigureTable["thresholds"],
  };
}

describe("days", () => {
  test("are China's, whatever the computer's zone is", () => {
    expect(dayAt(Date.parse("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
    expect(dayAt(Date.parse("2026-11-20T15:59:59Z"))).toBe("2026-11-20");
  });

  test("count both ends, across months and leap days", () => {
    expect(lastDays(7, "2026-11-03")).toEqual({ from: "2026-10-28", to: "2026-11-03" });
    expect(daysOf({ from: "2028-02-28", to: "2028-03-01" })).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  });

  test("are compared with as many right before", () => {
    const earlier = before({ from: "2026-11-01", to: "2026-11-30" });
    expect(earlier).toEqual({ from: "2026-10-02", to: "2026-10-31" });
    expect(lengthOf(earlier)).toBe(30);
  });

  test("that make no sense are told apart", () => {
    const today = "2026-11-21";
    expect(wrongWith({ from: "", to: today }, today)).toBe("incomplete");
    expect(wrongWith({ from: today, to: "2026-11-01" }, today)).toBe("reversed");
    expect(wrongWith({ from: "2026-11-22", to: "2026-11-23" }, today)).toBe("future");
    expect(wrongWith({ from: "2025-11-20", to: today }, today)).toBe("long");
    expect(wrongWith({ from: "2025-11-21", to: today }, today)).toBeNull();
  });
});

describe("a figure", () => {
  test("is never rounded across its limit", () => {
    expect(inPercent(0.94996, FLOOR)).toBe(94.9);
    expect(inPercent(0.05004, CEILING)).toBe(5.1);
    expect(inPercent(0.95, FLOOR)).toBe(95);
    expect(inPercent(0.8642)).toBe(86.4);
  });

  test("is a percentage, NPS points with a sign", () => {
    expect(shown("handoff", 0.3)).toBe("30%");
    expect(shown("nps", 0.32)).toBe("+32");
    expect(shown("nps", -0.1)).toBe("-10");
  });

  test("worries only past its limit and with enough cases", () => {
    expect(worries(share(3, 4), FLOOR)).toBe(false);
    expect(worries(share(4, 5), FLOOR)).toBe(true);
    expect(worries(share(19, 20), FLOOR)).toBe(false);
    expect(worries(share(0, 0), FLOOR)).toBe(false);
  });

  test("that rises is better or worse by what its limit guards", () => {
    expect(changeOf(share(9, 10), share(8, 10), FLOOR)).toEqual({ points: 10, tone: "better" });
    expect(changeOf(share(9, 10), share(8, 10), CEILING)).toEqual({ points: 10, tone: "worse" });
    expect(changeOf(share(1, 2), share(2, 4), FLOOR)?.tone).toBe("same");
    expect(changeOf(share(1, 2), share(0, 0), FLOOR)).toBeNull();
  });

  test("has a gap, not a zero, on a day without a case", () => {
    const daily = table("day", { "2026-11-01": share(1, 2), "2026-11-03": share(0, 4) });
    expect(dailyValues(daily, "handoff", daysOf(daily))).toEqual([0.5, null, 0]);
  });

  test("of nothing is told from a bad one", () => {
    expect(isEmpty(table("day", {}), METRICS)).toBe(true);
    expect(isEmpty(table("day", {}, share(0, 3)), METRICS)).toBe(false);
  });

  test("has its reasons in order with their shares", () => {
    expect(reasonShares({ asked: 1, upset: 3 })).toEqual([
      { reason: "upset", count: 3, share: 0.75 },
      { reason: "asked", count: 1, share: 0.25 },
    ]);
    expect(reasonShares({})).toEqual([]);
  });
});

describe("the page of figures", () => {
  const NOVEMBER = { from: "2026-11-01", to: "2026-11-30" };

  test("asks for the days, the days before and the groups", async () => {
    const figures = vi.fn((wanted: FiguresWanted) => Promise.resolve(table(wanted.by, {})));
    const look = await lookAt({ figures }, { ...NOVEMBER, by: "agent", estate: "yunshan" });
    expect(figures.mock.calls.map(([one]) => [one.from, one.to, one.by, one.estate])).toEqual([
      ["2026-11-01", "2026-11-30", "day", "yunshan"],
      ["2026-10-02", "2026-10-31", "day", "yunshan"],
      ["2026-11-01", "2026-11-30", "agent", "yunshan"],
    ]);
    expect(look.groups.by).toBe("agent");
  });

  test("takes along for Excel what it shows", () => {
    const wanted = { ...NOVEMBER, by: "agent", estate: "" } as const;
    expect(csvAddress(wanted)).toBe("/api/v1/figures.csv?from=2026-11-01&to=2026-11-30&by=agent");
    expect(csvAddress({ ...wanted, estate: "a&b" })).toContain("&estate=a%26b");
  });
});
