import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../chart/Chart";
import type { Colors } from "../chart/colors";
import { axis } from "../chart/looks";
import type { charted } from "../sqlRows";

/** The numbers of an answer as bars. */
export function SqlChart({ drawn }: { drawn: NonNullable<ReturnType<typeof charted>> }) {
  const { t } = useTranslation();
  const option = useCallback(
    (colors: Colors) => ({
      legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: drawn.names, ...axis(colors), axisLabel: { color: colors.faint, hideOverlap: true } },
      yAxis: { type: "value", ...axis(colors) },
      tooltip: { renderMode: "richText", trigger: "axis", confine: true, backgroundColor: colors.panel, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 } },
      series: drawn.series.map(({ name, values }) => ({ type: "bar", name, data: values, barMaxWidth: 28 })),
    }),
    [drawn],
  );
  return <Chart label={t("insight.chartLabel", { title: t("insight.sql.title") })} height={320} option={option} />;
}
