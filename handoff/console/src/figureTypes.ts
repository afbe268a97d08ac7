/** The figures of service as the desk counts them: docs/figures.md. */

export const METRICS = [
  "response_on_time",
  "first_contact_resolution",
  "bot_resolution",
  "handoff",
  "satisfaction",
  "nps",
  "complaints",
  "repeat_complaints",
] as const;

export type Metric = (typeof METRICS)[number];
export type By = "estate" | "building" | "class" | "agent" | "day";

/** `value` is a share from 0 to 1 (`nps` from −1 to 1), null where there was no case. */
export interface Share {
  value: number | null;
  numerator: number;
  denominator: number;
}

export type Figures = Record<Metric, Share> & { reasons: Record<string, number> };

export interface FigureRow {
  key: string;
  name: string;
  figures: Figures;
}

export interface Limit {
  limit: number;
  worse: "below" | "above";
}

export interface FigureTable {
  from: string;
  to: string;
  by: By;
  rows: FigureRow[];
  total: Figures;
  thresholds: Record<Metric, Limit>;
}

/** Days running on which a metric stayed past its limit; `at` is when the alert was raised. */
export interface MetricAlarm {
  estate: string;
  metric: Metric;
  first_day: string;
  last_day: string;
  at: string;
}
