import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useCatalog, useFormats } from "@/metadata";
import { Trend } from "@/insight/Trend";
import { http } from "@/shared/api";
import { ProblemState, Segmented, SkeletonLines } from "@/shared/ui";
import type { Colors } from "../chart/colors";
import { type Cell, type Figure, FigureFrame } from "../chart/FigureFrame";
import { axis } from "../chart/looks";
import { ahead, bandOf, type Sales, type SalesMonth } from "../sales";
import { major } from "../sums";

const MEASURES = ["turnover", "margin"] as const;

/** What was sold month by month, and what is to be expected. */
export function SalesPart({ customer }: { customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const orders = useCatalog().objects.order ?? customer;
  const [measure, setMeasure] = useState<(typeof MEASURES)[number]>("turnover");
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "sales"], queryFn: ({ signal }) => http.get<Sales>("/insight/sales", { signal }) });
  const seen = MEASURES.filter((name) => data?.[name]);
  const shown = seen.includes(measure) ? measure : seen[0];
  const series = shown ? data?.[shown] : null;
  const option = useCallback(
    (colors: Colors) => {
      const past = series?.past ?? [];
      const next = series?.ahead ?? [];
      const currency = past[0]?.amount.currency ?? "";
      const money = (value: number) => formats.compactMoney({ amount: String(value), currency });
      const before = past.map(() => null);
      const { low, width } = bandOf(next);
      const hue = colors.series[0] ?? colors.text;
      return {
        legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, data: [t("insight.sales.sold"), t("insight.sales.expected"), t("insight.sales.band")] },
        grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: [...past, ...next].map(({ month }) => month), ...axis(colors), axisLabel: { color: colors.faint, hideOverlap: true } },
        yAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: money } },
        tooltip: {
          renderMode: "richText",
          trigger: "axis",
          confine: true,
          backgroundColor: colors.panel,
          borderColor: colors.line,
          textStyle: { color: colors.text, fontSize: 12 },
          formatter: (points: { dataIndex: number }[]) => {
            const dataIndex = points[0]?.dataIndex ?? -1;
            const month = past[dataIndex];
            if (month) return `${month.month}\n${formats.money(month.amount)}`;
            const step = next[dataIndex - past.length];
            return step ? `${step.month}\n${t("insight.sales.expected")}: ${formats.money(step.expected)}\n${t("insight.sales.band")}: ${formats.money(step.lower80)} – ${formats.money(step.upper80)}` : "";
          },
        },
        series: [
          { type: "bar", name: t("insight.sales.sold"), data: past.map(({ amount }) => major(amount)), barMaxWidth: 22, itemStyle: { color: hue } },
          { type: "line", name: "low", stack: "band", stackStrategy: "all", silent: true, symbol: "none", data: [...before, ...low], lineStyle: { opacity: 0 }, itemStyle: { color: hue } },
          { type: "line", name: t("insight.sales.band"), stack: "band", stackStrategy: "all", silent: true, symbol: "none", data: [...before, ...width], lineStyle: { opacity: 0 }, itemStyle: { color: hue, opacity: 0.25 }, areaStyle: { color: hue, opacity: 0.18 } },
          { type: "line", name: t("insight.sales.expected"), data: [...before, ...next.map(({ expected }) => major(expected))], symbolSize: 6, lineStyle: { type: "dashed", color: colors.series[2] }, itemStyle: { color: colors.series[2] } },
        ],
      };
    },
    [series, formats, t],
  );
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  const list = (month: SalesMonth) => ({ "filter[ordered_on][between]": `${month.first},${month.last}`, "filter[status][nin]": "draft,cancelled", "filter[customer][is_null]": "false", sort: "-total" });
  const cell = (text: string, raw: string | number): Cell => ({ text, raw });
  const figure: Figure = {
    name: "sales",
    title: t("insight.sales.title"),
    hint: t(series?.method ? "insight.sales.hint" : "insight.sales.hintPast"),
    heads: [t("insight.sales.month"), t("insight.sales.sold"), t("insight.sales.expected"), t("insight.sales.lower"), t("insight.sales.upper")],
    rows: [
      ...(series?.past ?? []).map((month): Cell[] => [{ text: month.month, raw: month.month, search: list(month) }, cell(formats.money(month.amount), major(month.amount)), cell("", ""), cell("", ""), cell("", "")]),
      ...(series?.ahead ?? []).map((step): Cell[] => [cell(step.month, step.month), cell("", ""), ...[step.expected, step.lower80, step.upper80].map((amount) => cell(formats.money(amount), major(amount)))]),
    ],
    none: series ? undefined : t("insight.sales.none"),
  };
  const total = series && ahead(series);
  return (
    <>
      <FigureFrame
        figure={figure}
        object={orders}
        chart={{ option, height: 320 }}
        controls={seen.length > 1 && <Segmented label={t("insight.sales.measure")} value={shown ?? "turnover"} onChange={setMeasure} options={MEASURES.map((value) => ({ value, label: t(`insight.sales.${value}`) }))} />}
        listOf={({ dataIndex }) => (series?.past[dataIndex] ? list(series.past[dataIndex]) : undefined)}
        asOf={data.as_of ?? ""}
      />
      <div className="flex flex-col gap-1">
        {total && (
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-text-2">{t("insight.sales.next", { count: total.months })}</span>
            <span className="text-title font-semibold tabular-nums">{formats.money(total.expected)}</span>
            {total.yearBefore !== null && (
              <span className="text-text-2">
                <Trend from={total.yearBefore} to={major(total.expected)} /> {t("insight.sales.against")}
              </span>
            )}
          </p>
        )}
        {series?.tested && <p className="text-text-2">{t("insight.sales.tested", { months: series.tested.months, error: formats.percent(series.tested.error), naive: formats.percent(series.tested.naive_error) })}</p>}
        {series?.method && <p className="text-text-3">{t("insight.sales.method", { method: series.method })}</p>}
      </div>
    </>
  );
}
