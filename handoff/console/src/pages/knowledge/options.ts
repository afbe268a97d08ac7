/** How the threshold simulator's chart looks; colours are the page's own tokens. */
import type { EChartsCoreOption } from "echarts/core";
import type { Colours } from "../kit/colours";
import { presentPoint } from "./logic";
import type { Point, Simulation } from "./types";
import { thresholds as words } from "./words";

export const step = (threshold: number): string => threshold.toFixed(2);

/** What is drawn over the threshold; hours stand on the right axis, and only where they are known. */
function lines(simulation: Simulation): { name: string; of: (point: Point) => number | null; right: boolean }[] {
  return [
    { name: words.handoffs, of: (point: Point) => point.handoffs, right: false },
    { name: words.wrong, of: (point: Point) => point.wrong, right: false },
    { name: words.hours, of: (point: Point) => point.agent_hours, right: true },
  ].filter((line) => !line.right || simulation.minutes_per_handoff !== null);
}

export function thresholdOption(simulation: Simulation, colours: Colours): EChartsCoreOption {
  const present = presentPoint(simulation);
  const shades = [colours.brand, colours.red, colours.quiet];
  const axis = { type: "value", axisLabel: { color: colours.ink }, splitLine: { lineStyle: { color: colours.line } } };
  const mark = {
    silent: true,
    symbol: "none",
    lineStyle: { color: colours.ink, type: "dashed", width: 1 },
    label: { color: colours.ink, formatter: `${words.present} ${step(simulation.threshold)}` },
    data: present ? [{ xAxis: step(present.threshold) }] : [],
  };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    tooltip: { trigger: "axis", renderMode: "richText" },
    grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: simulation.points.map((one) => step(one.threshold)), axisLabel: { color: colours.ink } },
    yAxis: [axis, { ...axis, splitLine: { show: false } }],
    series: lines(simulation).map((line, at) => ({
      name: line.name,
      type: "line",
      yAxisIndex: line.right ? 1 : 0,
      symbolSize: 6,
      color: shades[at],
      lineStyle: { color: shades[at], width: 2, type: line.right ? "dotted" : "solid" },
      data: simulation.points.map(line.of),
      ...(at === 0 && { markLine: mark }),
    })),
  };
}
