import type { EChartsCoreOption, ECharts } from "echarts/core";
import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from "react";
import { type Colors, colorsNow, whenLookChanges } from "./colors";
import { chartOn } from "./engine";

export type Picked = { seriesIndex: number; dataIndex: number; value: unknown };

export type Picture = { png: () => Promise<Blob | null> };

export type ChartProps = { label: string; height: number; option: (colors: Colors) => EChartsCoreOption; onPick?: (picked: Picked) => void; picture?: Ref<Picture> };

/** What every chart of ours has in common: quiet axes, and a tooltip drawn on the canvas because styles written into the page are forbidden. */
function common(colors: Colors): EChartsCoreOption {
  return {
    animation: false,
    color: colors.series,
    textStyle: { fontFamily: "inherit", color: colors.text },
    grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colors.panel, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 } },
  };
}

export function Chart({ label, height, option, onPick, picture }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const draw = useEffectEvent(() => {
    const colors = colorsNow();
    chart.current?.setOption({ ...common(colors), ...option(colors) }, { notMerge: true });
  });
  const pick = useEffectEvent((picked: Picked) => onPick?.(picked));
  useEffect(() => {
    if (!place.current) return;
    const made = chartOn(place.current);
    chart.current = made;
    made.on("click", (event) => pick({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex, value: event.value }));
    const size = new ResizeObserver(() => made.resize());
    size.observe(place.current);
    const stop = whenLookChanges(() => draw());
    return () => {
      stop();
      size.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => draw(), [option, height]);
  useImperativeHandle(picture, () => ({
    png: () =>
      new Promise((resolve) => {
        const canvas = chart.current?.renderToCanvas({ pixelRatio: 2, backgroundColor: colorsNow().panel });
        if (canvas) canvas.toBlob(resolve, "image/png");
        else resolve(null);
      }),
  }));
  return <div ref={place} role="img" aria-label={label} style={{ height }} className="w-full" />;
}
