import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { type ECharts, init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

register([BarChart, HeatmapChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

/** An empty chart in a place of the page. */
export function chartOn(place: HTMLElement): ECharts {
  return init(place, null, { renderer: "canvas" });
}
