import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useFormats } from "@/metadata";
import type { Insight } from "@/insight/insightQuery";
import type { Search } from "@/records";
import { ProblemState, Segmented, SkeletonLines } from "@/shared/ui";
import { monthsUpTo, OFTEN, spanOf, spanText } from "../buckets";
import { axis, shades } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Cell, type Figure, FigureFrame } from "../chart/FigureFrame";
import { major, sumOf, useSums } from "../sums";

const SCORES = [1, 2, 3, 4, 5] as const;

type Measure = "customers" | "margin";

export function RfmPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const [measure, setMeasure] = useState<Measure>("customers");
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Grid insight={insight} customer={customer} measure={measure} onMeasure={setMeasure} />
      <Heat insight={insight} customer={customer} measure={measure} onMeasure={setMeasure} />
    </div>
  );
}

type PartProps = { insight: Insight; customer: ObjectMeta; measure: Measure; onMeasure: (measure: Measure) => void };

function Measures({ measure, onMeasure }: Pick<PartProps, "measure" | "onMeasure">) {
  const { t } = useTranslation();
  return <Segmented label={t("insight.measure")} value={measure} onChange={onMeasure} options={[{ value: "customers", label: t("insight.measures.customers") }, { value: "margin", label: t("insight.measures.margin") }]} />;
}

function Grid({ insight, customer, measure, onMeasure }: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const search = (recency: number, frequency: number): Search => ({ "filter[rfm_r][eq]": String(recency), "filter[rfm_f][eq]": String(frequency), sort: "-margin_12m" });
  const cellAt = useCallback((recency: number, frequency: number) => insight.grid.find((cell) => cell.rfm_r === recency && cell.rfm_f === frequency), [insight]);
  const shown = useCallback(
    (recency: number, frequency: number) => {
      const cell = cellAt(recency, frequency);
      if (!cell) return "";
      return measure === "customers" ? formats.number(cell.customers) : cell.margin_12m ? formats.compactMoney(cell.margin_12m) : "";
    },
    [cellAt, measure, formats],
  );
  const figure: Figure = {
    name: "rfm",
    title: t("insight.rfm.title"),
    hint: t("insight.rfm.caption"),
    heads: [t("insight.rfm.corner"), ...SCORES.map((score) => t("insight.rfm.recency", { score }))],
    rows: insight.grid.length === 0 ? [] : SCORES.toReversed().map((frequency) => [
      { text: t("insight.rfm.frequency", { score: frequency }), raw: `F${frequency}`, search: { "filter[rfm_f][eq]": String(frequency), sort: "-margin_12m" } },
      ...SCORES.map((recency): Cell => {
        const cell = cellAt(recency, frequency);
        return { text: shown(recency, frequency), raw: measure === "customers" ? (cell?.customers ?? 0) : major(cell?.margin_12m), search: search(recency, frequency) };
      }),
    ]),
  };
  const option = useCallback(
    (colors: Colors) => {
      const value = (recency: number, frequency: number) => (measure === "customers" ? (cellAt(recency, frequency)?.customers ?? 0) : major(cellAt(recency, frequency)?.margin_12m));
      const cells = SCORES.flatMap((frequency) => SCORES.map((recency) => [recency - 1, frequency - 1, value(recency, frequency)]));
      return {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: SCORES.map((score) => t("insight.rfm.recency", { score })), ...axis(colors), splitLine: { show: false } },
        yAxis: { type: "category", data: SCORES.map((score) => t("insight.rfm.frequency", { score })), ...axis(colors), splitLine: { show: false } },
        visualMap: shades(colors, Math.max(...cells.map((cell) => cell[2] ?? 0))),
        series: [
          {
            type: "heatmap",
            data: cells,
            itemStyle: { borderColor: colors.panel, borderWidth: 3, borderRadius: 6 },
            label: { show: true, color: colors.text, formatter: ({ value: [x, y] }: { value: [number, number] }) => shown(x + 1, y + 1) },
            tooltip: { formatter: ({ value: [x, y] }: { value: [number, number] }) => t("insight.rfm.cell", { recency: x + 1, frequency: y + 1, count: cellAt(x + 1, y + 1)?.customers ?? 0 }) },
          },
        ],
      };
    },
    [cellAt, measure, shown, t],
  );
  return (
    <FigureFrame
      figure={figure}
      object={customer}
      chart={{ option, height: 320 }}
      controls={<Measures measure={measure} onMeasure={onMeasure} />}
      listOf={({ value }) => (Array.isArray(value) ? search(Number(value[0]) + 1, Number(value[1]) + 1) : undefined)}
      asOf={insight.last?.as_of ?? ""}
    />
  );
}

/** The same in plain days and orders: when somebody bought last, and on how many days he ever bought. */
function Heat({ insight, customer, measure, onMeasure }: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useSums(customer, ["last_purchase_on:month", "purchase_days"], ["margin_12m"], { "filter[purchase_days][gte]": 1 });
  const months = useMemo(() => monthsUpTo(insight.last?.as_of ?? "2000-01-31", 13), [insight]);
  const sums = useMemo(() => {
    const found = OFTEN.map(() => months.map(() => ({ customers: 0, margin: 0 })));
    for (const row of data ?? []) {
      const at = months.findLastIndex((month) => String(row.group.last_purchase_on) >= month.name);
      const cell = found[spanOf(Number(row.group.purchase_days), OFTEN)]?.[Math.max(0, at)];
      if (!cell) continue;
      cell.customers += row.count;
      cell.margin += major(sumOf(row, "margin_12m"));
    }
    return found;
  }, [data, months]);
  const currency = insight.at_stake.total?.currency ?? insight.tiers.find((tier) => tier.margin_12m)?.margin_12m?.currency;
  const text = useCallback(
    (often: number, month: number) => {
      const cell = sums[often]?.[month];
      if (!cell || cell.customers === 0) return "";
      return measure === "customers" || !currency ? formats.number(cell.customers) : formats.compactMoney({ amount: String(cell.margin), currency });
    },
    [sums, measure, currency, formats],
  );
  const search = (often: number, month: number): Search => {
    const span = OFTEN[often];
    const when = months[month];
    if (!span || !when) return {};
    return {
      ...(span.to === null ? { "filter[purchase_days][gte]": String(span.from) } : { "filter[purchase_days][between]": `${span.from},${span.to}` }),
      ...(month === 0 ? { "filter[last_purchase_on][lte]": when.to } : { "filter[last_purchase_on][between]": `${when.from},${when.to}` }),
      sort: "-margin_12m",
    };
  };
  const monthText = useCallback((place: number) => (place === 0 ? t("insight.heat.older", { month: formats.month(`${months[0]?.name}-01`) }) : formats.month(`${months[place]?.name}-01`)), [months, formats, t]);
  const figure: Figure = {
    name: "heat",
    title: t("insight.heat.title"),
    hint: t("insight.heat.hint"),
    heads: [t("insight.heat.corner"), ...months.map((_, place) => monthText(place))],
    rows: data && data.length > 0 ? OFTEN.map((span, often): Cell[] => [{ text: spanText(span), raw: spanText(span) }, ...months.map((_, month) => ({ text: text(often, month), raw: sums[often]?.[month]?.[measure] ?? 0, search: search(often, month) }))]).toReversed() : [],
  };
  const option = useCallback(
    (colors: Colors) => {
      const cells = OFTEN.flatMap((_, often) => months.map((__, month) => [month, often, sums[often]?.[month]?.[measure] ?? 0]));
      return {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: months.map((_, place) => monthText(place)), ...axis(colors), splitLine: { show: false }, axisLabel: { color: colors.faint, hideOverlap: true } },
        yAxis: { type: "category", data: OFTEN.map(spanText), ...axis(colors), splitLine: { show: false } },
        visualMap: shades(colors, Math.max(...cells.map((cell) => cell[2] ?? 0))),
        series: [
          {
            type: "heatmap",
            data: cells,
            itemStyle: { borderColor: colors.panel, borderWidth: 2, borderRadius: 4 },
            label: { show: months.length < 8 || window.innerWidth > 700, fontSize: 11, color: colors.text, formatter: ({ value: [month, often] }: { value: [number, number] }) => text(often, month) },
            tooltip: {
              formatter: ({ value: [month, often] }: { value: [number, number] }) =>
                t("insight.heat.cell", { month: monthText(month), often: spanText(OFTEN[often] ?? OFTEN[0]), count: sums[often]?.[month]?.customers ?? 0 }),
            },
          },
        ],
      };
    },
    [months, sums, measure, text, monthText, t],
  );
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={8} />;
  return (
    <FigureFrame
      figure={figure}
      object={customer}
      chart={{ option, height: 320 }}
      controls={<Measures measure={measure} onMeasure={onMeasure} />}
      listOf={({ value }) => (Array.isArray(value) ? search(Number(value[1]), Number(value[0])) : undefined)}
      asOf={insight.last?.as_of ?? ""}
    />
  );
}
