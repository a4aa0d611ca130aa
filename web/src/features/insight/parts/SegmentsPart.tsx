import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import type { Insight } from "@/insight/insightQuery";
import { useCodeText } from "@/shared/i18n";
import { axis } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Figure, FigureFrame } from "../chart/FigureFrame";
import { major } from "../sums";

export function SegmentsPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const code = useCodeText();
  const field = fieldOf(customer, "rfm_segment");
  const { segments } = insight;
  const name = useCallback((segment: string) => (field ? naming.option(field, segment) : segment), [field, naming]);
  const search = (segment: string) => ({ "filter[rfm_segment][in]": segment, sort: "-margin_12m" });
  const figure: Figure = {
    name: "segments",
    title: t("insight.segments.title"),
    heads: [t("insight.segments.segment"), t("insight.measures.customers"), t("insight.measures.margin"), t("insight.segments.shareOfMargin")],
    rows: segments.map((segment) => [
      { text: name(segment.segment), raw: name(segment.segment), search: search(segment.segment) },
      { text: formats.number(segment.customers), raw: segment.customers, search: search(segment.segment) },
      { text: segment.margin_12m ? formats.money(segment.margin_12m) : "", raw: major(segment.margin_12m), search: search(segment.segment) },
      { text: formats.percent(segment.share_margin, 1), raw: segment.share_margin },
    ]),
    none: segments.every((segment) => segment.customers === 0) ? t("insight.tooLittle") : undefined,
  };
  const option = useCallback(
    (colors: Colors) => {
      const all = Math.max(1, segments.reduce((sum, segment) => sum + segment.customers, 0));
      return {
        legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
        xAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.percent(value) } },
        yAxis: { type: "category", inverse: true, data: segments.map((segment) => name(segment.segment)), ...axis(colors), axisLabel: { color: colors.text } },
        tooltip: {
          renderMode: "richText",
          trigger: "axis",
          confine: true,
          backgroundColor: colors.panel,
          borderColor: colors.line,
          textStyle: { color: colors.text, fontSize: 12 },
          valueFormatter: (value: number) => formats.percent(value, 1),
        },
        series: [
          { type: "bar", name: t("insight.segments.ofCustomers"), data: segments.map((segment) => segment.customers / all), barMaxWidth: 14, itemStyle: { borderRadius: 3 } },
          { type: "bar", name: t("insight.segments.shareOfMargin"), data: segments.map((segment) => segment.share_margin), barMaxWidth: 14, itemStyle: { borderRadius: 3 } },
        ],
      };
    },
    [segments, formats, name, t],
  );
  return (
    <>
      <FigureFrame
        figure={figure}
        object={customer}
        chart={{ option, height: 400 }}
        listOf={({ dataIndex }) => (segments[dataIndex] ? search(segments[dataIndex].segment) : undefined)}
        asOf={insight.last?.as_of ?? ""}
      />
      <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {segments.map((segment) => (
          <div key={segment.segment}>
            <dt className="font-medium">{name(segment.segment)}</dt>
            <dd className="text-text-2">{code("insight.segments.words", segment.segment)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
