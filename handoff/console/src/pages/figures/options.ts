/** How the two charts look; colours are the page's own tokens. */
import type { EChartsCoreOption } from "echarts/core";
import type { FigureRow, Limit, Metric } from "../../figureTypes";
import { shown, worries } from "../../logic/metrics";
import type { Colours } from "../kit/colours";
import { charts as words } from "./words";

export interface Trend {
  metric: Metric;
  limit: Limit;
  days: string[];
  now: (number | null)[];
  earlier: (number | null)[];
}

export const MOST_BARS = 15;
const shortDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;

function base(colours: Colours, metric: Metric): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // Names are text; ECharts' own tooltip would be HTML.
      valueFormatter: (value: unknown) => (typeof value === "number" ? shown(metric, value) : "—"),
    },
  };
}

function valueAxis(colours: Colours, metric: Metric): EChartsCoreOption {
  return {
    type: "value",
    ...(metric === "nps" ? { min: -1, max: 1 } : { min: 0, max: top(metric) }),
    axisLabel: { color: colours.ink, formatter: (value: number) => shown(metric, value) },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

/** Shares of what should be rare are small: let them use the height. */
function top(metric: Metric): number | ((range: { max: number }) => number) {
  const isRare = metric === "complaints" || metric === "repeat_complaints";
  return isRare ? ({ max }) => Math.min(1, Math.max(0.2, Math.ceil(max * 11) / 10)) : 1;
}

const EARLIER = 0.45; // how opaque the days before are beside the days themselves

function limitLine(colours: Colours, metric: Metric, limit: Limit): EChartsCoreOption {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colours.red, type: "dashed", width: 1 },
    label: { color: colours.red, formatter: `${words.limit} ${shown(metric, limit.limit)}` },
  };
}

export function trendOption(trend: Trend, colours: Colours): EChartsCoreOption {
  const { metric, limit } = trend;
  const single = trend.days.length === 1;
  return {
    ...base(colours, metric),
    grid: { left: 8, right: 16, top: 24, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: trend.days.map(shortDay),
      boundaryGap: single,
      axisLabel: { color: colours.ink, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.faint } },
      axisTick: { show: false },
    },
    yAxis: valueAxis(colours, metric),
    series: [
      {
        name: words.earlier,
        type: "line",
        data: trend.earlier,
        symbol: "circle",
        symbolSize: 4,
        lineStyle: { color: colours.quiet, type: "dotted", width: 2, opacity: EARLIER },
        itemStyle: { color: colours.quiet, opacity: EARLIER },
      },
      {
        name: words.now,
        type: "line",
        data: trend.now,
        symbol: "circle",
        symbolSize: 6,
        lineStyle: { color: colours.brand, width: 2 },
        itemStyle: { color: colours.brand },
        markLine: {
          ...limitLine(colours, metric, limit),
          data: [{ yAxis: limit.limit, label: { position: "insideEndBottom" } }],
        },
      },
    ],
  };
}

export function groupOption(rows: readonly FigureRow[], metric: Metric, limit: Limit, colours: Colours): EChartsCoreOption {
  const drawn = rows.slice(0, MOST_BARS).reverse(); // The first row stands on top.
  return {
    ...base(colours, metric),
    grid: { left: 8, right: 56, top: 24, bottom: 4, containLabel: true },
    xAxis: valueAxis(colours, metric),
    yAxis: {
      type: "category",
      data: drawn.map((row) => row.name),
      axisLabel: { color: colours.ink, width: 110, overflow: "truncate" },
      axisLine: { lineStyle: { color: colours.faint } },
      axisTick: { show: false },
    },
    series: [
      {
        name: words.now,
        type: "bar",
        barMaxWidth: 18,
        data: drawn.map(({ figures }) => ({
          value: figures[metric].value,
          itemStyle: { color: worries(figures[metric], limit) ? colours.red : colours.brand, borderRadius: 3 },
        })),
        label: {
          show: true,
          position: "right",
          color: colours.ink,
          formatter: ({ value }: { value: unknown }) => (typeof value === "number" ? shown(metric, value, limit) : ""),
        },
        markLine: { ...limitLine(colours, metric, limit), data: [{ xAxis: limit.limit, label: { position: "end" } }] },
      },
    ],
  };
}
