/** The parts of ECharts that the pages need; fetched when the first chart is drawn. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export function begin(place: HTMLElement): EChartsType {
  return init(place, null, { renderer: "canvas" });
}
