/** What a chart shows, in the pages' own words; ChartBox turns it into the library's. */
export interface Series {
  name: string;
  values: (number | null)[];
  kind: "line" | "bar";
  /** Stands on the right axis. */
  right?: boolean;
}

export interface ChartData {
  labels: string[];
  series: Series[];
  /** Values are shares from 0 to 1, drawn as percents. */
  shares?: boolean;
  /** A label that is marked with a line across, and what the line says. */
  mark?: { label: string; text: string };
}

const COLOURS = ["#1a6b57", "#b3261e", "#4b4f8f", "#b7791f", "#3b82a0", "#8a5a9e"];
const INK = "#4d5a55";

const inPercent = (value: number): string => `${Math.round(value * 1000) / 10}%`;

/** The library's option object for a chart. */
export function optionOf({ labels, series, shares = false, mark }: ChartData): Record<string, unknown> {
  const axis = { type: "value", axisLabel: { color: INK, ...(shares && { formatter: inPercent }) } };
  return {
    color: COLOURS,
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, type: "plain", textStyle: { color: INK } },
    tooltip: {
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? (shares ? inPercent(value) : String(value)) : "—"),
    },
    xAxis: { type: "category", data: labels, axisLabel: { color: INK } },
    yAxis: series.some((one) => one.right) ? [axis, { ...axis, splitLine: { show: false } }] : axis,
    series: series.map((one, at) => ({
      name: one.name,
      type: one.kind,
      data: one.values,
      yAxisIndex: one.right ? 1 : 0,
      barMaxWidth: 36,
      symbolSize: 6,
      connectNulls: false,
      ...(mark && at === 0 && { markLine: markLine(mark) }),
    })),
  };
}

function markLine(mark: { label: string; text: string }): object {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: INK, type: "dashed" },
    label: { formatter: mark.text, color: INK },
    data: [{ xAxis: mark.label }],
  };
}
