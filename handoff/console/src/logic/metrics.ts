/** What a figure says: in words, against its limit, and against the days before. */
import type { FigureTable, Limit, Metric, Share } from "../figureTypes";

/** Cases that a share needs before it says anything; the desk's own measure (docs/figures.md). */
export const ENOUGH = 5;

export const isPast = (value: number, limit: Limit): boolean =>
  limit.worse === "below" ? value < limit.limit : value > limit.limit;

/** Past its limit, with enough cases to mean it. */
export function worries(share: Share, limit: Limit): boolean {
  return share.value !== null && share.denominator >= ENOUGH && isPast(share.value, limit);
}

/** One decimal of a percent, and never rounded across a limit that the value did not cross. */
export function inPercent(value: number, limit?: Limit): number {
  const tenths = value * 1000;
  const rounded = Math.round(tenths);
  if (!limit || isPast(rounded / 1000, limit) === isPast(value, limit)) return rounded / 10;
  return (rounded > tenths ? Math.floor(tenths) : Math.ceil(tenths)) / 10;
}

/** 0.864 → 「86.4%」; NPS is no share and is written as points: 0.32 → 「+32」. */
export function shown(metric: Metric, value: number, limit?: Limit): string {
  const points = inPercent(value, limit);
  if (metric !== "nps") return `${points}%`;
  return points > 0 ? `+${points}` : String(points);
}

export interface Change {
  /** Percentage points (or points of NPS) since the days before, one decimal. */
  points: number;
  tone: "better" | "worse" | "same";
}

export function changeOf(now: Share, earlier: Share, limit: Limit): Change | null {
  if (now.value === null || earlier.value === null) return null;
  const points = Math.round((now.value - earlier.value) * 1000) / 10;
  if (points === 0) return { points, tone: "same" };
  const rose = points > 0;
  return { points, tone: rose === (limit.worse === "below") ? "better" : "worse" };
}

/** A metric day by day; a day on which nothing happened is a gap, not a zero. */
export function dailyValues(table: FigureTable, metric: Metric, days: readonly string[]): (number | null)[] {
  const byDay = new Map(table.rows.map((row) => [row.key, row.figures[metric].value]));
  return days.map((day) => byDay.get(day) ?? null);
}

/** Whether anything at all was counted. */
export function isEmpty(table: FigureTable, metrics: readonly Metric[]): boolean {
  return metrics.every((metric) => table.total[metric].denominator === 0);
}

export interface ReasonShare {
  reason: string;
  count: number;
  share: number;
}

/** Why people took over, the most frequent first. */
export function reasonShares(reasons: Record<string, number>): ReasonShare[] {
  const all = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return Object.entries(reasons)
    .map(([reason, count]) => ({ reason, count, share: count / all }))
    .sort((a, b) => b.count - a.count);
}
