import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import { type Insight, TIERS } from "@/insight/insightQuery";
import { addDays } from "@/shared/format";
import { ProblemState, Segmented, SkeletonLines } from "@/shared/ui";
import { axis, shades } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Cell, type Figure, FigureFrame } from "../chart/FigureFrame";
import { useSums } from "../sums";
import { PastPart } from "./PastPart";

const SPANS = ["run", "30", "90", "365"] as const;

/** Who moved from which tier to which, and how the whole went run by run. */
export function ChangesPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const [span, setSpan] = useState<(typeof SPANS)[number]>("run");
  const asOf = insight.last?.as_of ?? "";
  return (
    <>
      <Moves asOf={asOf} since={span === "run" ? asOf : addDays(asOf, -Number(span))} customer={customer} span={span} onSpan={setSpan} />
      <PastPart customer={customer} />
    </>
  );
}

type MovesProps = { asOf: string; since: string; customer: ObjectMeta; span: (typeof SPANS)[number]; onSpan: (span: (typeof SPANS)[number]) => void };

function Moves({ asOf, since, customer, span, onSpan }: MovesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const field = fieldOf(customer, "value_tier");
  const filter = { "filter[value_tier_since][gte]": since, "filter[value_tier_before][is_null]": "false" };
  const { data, error, refetch } = useSums(customer, ["value_tier_before", "value_tier"], [], filter);
  const name = useCallback((tier: string) => (field ? naming.option(field, tier) : tier), [field, naming]);
  const count = useCallback((from: string, to: string) => data?.find((row) => row.group.value_tier_before === from && row.group.value_tier === to)?.count ?? 0, [data]);
  const search = (from: string, to: string) => ({ "filter[value_tier_since][gte]": since, "filter[value_tier_before][in]": from, "filter[value_tier][in]": to, sort: "-clv_12m" });
  const option = useCallback(
    (colors: Colors) => {
      const cells = TIERS.flatMap((from, row) => TIERS.map((to, column) => [column, row, from === to ? "-" : count(from, to)]));
      return {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: { type: "category", position: "top", data: TIERS.map(name), ...axis(colors), splitLine: { show: false }, axisLabel: { color: colors.text, interval: 0 } },
        yAxis: { type: "category", inverse: true, data: TIERS.map(name), ...axis(colors), splitLine: { show: false }, axisLabel: { color: colors.text } },
        visualMap: shades(colors, Math.max(1, ...TIERS.flatMap((from) => TIERS.map((to) => (from === to ? 0 : count(from, to)))))),
        series: [
          {
            type: "heatmap",
            data: cells,
            itemStyle: { borderColor: colors.panel, borderWidth: 3, borderRadius: 6 },
            label: { show: true, color: colors.text, formatter: ({ value: [column, row] }: { value: [number, number] }) => formats.number(count(TIERS[row] ?? "", TIERS[column] ?? "")) },
            tooltip: {
              formatter: ({ value: [column, row] }: { value: [number, number] }) =>
                t("insight.changes.cell", { from: name(TIERS[row] ?? ""), to: name(TIERS[column] ?? ""), count: count(TIERS[row] ?? "", TIERS[column] ?? "") }),
            },
          },
        ],
      };
    },
    [count, name, formats, t],
  );
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={6} />;
  const figure: Figure = {
    name: "changes",
    title: t("insight.changes.title"),
    hint: t("insight.changes.hint"),
    heads: [t("insight.changes.fromTo"), ...TIERS.map(name)],
    rows: TIERS.map((from) => [
      { text: name(from), raw: name(from) },
      ...TIERS.map((to): Cell => (from === to ? { text: "", raw: "" } : { text: formats.number(count(from, to)), raw: count(from, to), search: search(from, to) })),
    ]),
    none: data.length === 0 ? t(span === "run" ? "insight.changes.noneRun" : "insight.changes.none") : undefined,
  };
  return (
    <FigureFrame
      figure={figure}
      object={customer}
      chart={{ option, height: 240 }}
      controls={<Segmented label={t("insight.changes.since")} value={span} onChange={onSpan} options={SPANS.map((value) => ({ value, label: value === "run" ? t("insight.changes.lastRun") : t("insight.changes.days", { count: Number(value) }) }))} />}
      listOf={({ value }) => (Array.isArray(value) && value[0] !== value[1] ? search(TIERS[Number(value[1])] ?? "", TIERS[Number(value[0])] ?? "") : undefined)}
      asOf={asOf}
    />
  );
}
