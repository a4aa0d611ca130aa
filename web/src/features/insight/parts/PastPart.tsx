import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import { TIERS } from "@/insight/insightQuery";
import { Trend } from "@/insight/Trend";
import { http } from "@/shared/api";
import type { Money } from "@/shared/format";
import { ProblemState, SkeletonLines } from "@/shared/ui";
import { axis } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Figure, FigureFrame } from "../chart/FigureFrame";
import { major } from "../sums";

type PastRun = { as_of: string; customers: number; tiers: Record<string, number>; margin_12m: Money | null; clv_12m: Money | null; value_at_stake: Money | null };

const WORTH = ["margin_12m", "clv_12m", "value_at_stake"] as const;

/** How many stood in each tier and what all were worth, run by run. */
export function PastPart({ customer }: { customer: ObjectMeta }) {
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "past"], queryFn: async ({ signal }) => (await http.get<{ data: PastRun[] }>("/insight/past", { signal })).data });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={8} />;
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Tiers runs={data} customer={customer} />
      <Worth runs={data} customer={customer} />
    </div>
  );
}

function useNone(runs: PastRun[]): string | undefined {
  const { t } = useTranslation();
  if (runs.length === 0) return t("insight.past.companyOnly");
  return runs.length < 2 ? t("insight.past.none") : undefined;
}

function since(run: PastRun | undefined) {
  return run ? { "filter[value_tier_since][gte]": run.as_of, sort: "-clv_12m" } : undefined;
}

type PastProps = { runs: PastRun[]; customer: ObjectMeta };

function Tiers({ runs, customer }: PastProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const none = useNone(runs);
  const field = fieldOf(customer, "value_tier");
  const name = useCallback((tier: string) => (field ? naming.option(field, tier) : tier), [field, naming]);
  const figure: Figure = {
    name: "past",
    title: t("insight.past.title"),
    hint: t("insight.past.hint"),
    heads: [t("insight.past.asOf"), ...TIERS.map(name)],
    rows: runs.map((run) => [{ text: formats.date(run.as_of), raw: run.as_of, search: since(run) ?? {} }, ...TIERS.map((tier) => ({ text: formats.number(run.tiers[tier] ?? 0), raw: run.tiers[tier] ?? 0 }))]),
    none,
  };
  const option = useCallback(
    (colors: Colors) => ({
      ...lines(colors, runs.map((run) => formats.date(run.as_of)), (value) => formats.number(value)),
      series: TIERS.map((tier) => ({ type: "line", name: name(tier), data: runs.map((run) => run.tiers[tier] ?? 0), symbolSize: 6 })),
    }),
    [runs, name, formats],
  );
  return (
    <div className="min-w-0">
      <FigureFrame figure={figure} object={customer} chart={{ option, height: 280 }} listOf={({ dataIndex }) => since(runs[dataIndex])} />
      <SinceLast runs={runs} parts={TIERS.map((tier) => ({ name: name(tier), of: (run) => run.tiers[tier] ?? 0 }))} />
    </div>
  );
}

function Worth({ runs, customer }: PastProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const none = useNone(runs);
  const name = useCallback(
    (figure: string) => {
      const field = fieldOf(customer, figure);
      return field ? naming.field(field) : figure;
    },
    [customer, naming],
  );
  const shown = WORTH.filter((figure) => runs.some((run) => run[figure]));
  const figure: Figure = {
    name: "worth",
    title: t("insight.past.worth"),
    heads: [t("insight.past.asOf"), ...shown.map(name)],
    rows: runs.map((run) => [{ text: formats.date(run.as_of), raw: run.as_of, search: since(run) ?? {} }, ...shown.map((one) => ({ text: run[one] ? formats.money(run[one]) : "", raw: major(run[one]) }))]),
    none: none ?? (shown.length === 0 ? t("insight.tooLittle") : undefined),
  };
  const option = useCallback(
    (colors: Colors) => {
      const currency = runs.map((run) => run.margin_12m ?? run.clv_12m ?? run.value_at_stake).find(Boolean)?.currency;
      return {
        ...lines(colors, runs.map((run) => formats.date(run.as_of)), (value) => (currency ? formats.compactMoney({ amount: String(value), currency }) : formats.compact(value))),
        series: WORTH.filter((one) => runs.some((run) => run[one])).map((one) => ({ type: "line", name: name(one), data: runs.map((run) => major(run[one])), symbolSize: 6 })),
      };
    },
    [runs, name, formats],
  );
  return (
    <div className="min-w-0">
      <FigureFrame figure={figure} object={customer} chart={{ option, height: 280 }} listOf={({ dataIndex }) => since(runs[dataIndex])} />
      <SinceLast runs={runs} parts={shown.map((one) => ({ name: name(one), of: (run) => major(run[one]) }))} />
    </div>
  );
}

/** What has risen and fallen since the run before, in the company's colours. */
function SinceLast({ runs, parts }: { runs: PastRun[]; parts: { name: string; of: (run: PastRun) => number }[] }) {
  const { t } = useTranslation();
  const [before, last] = runs.slice(-2);
  if (!before || !last) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 pt-2" aria-label={t("insight.past.sinceLast")}>
      {parts.map(({ name, of }) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-text-2">{name}</dt>
          <dd>
            <Trend from={of(before)} to={of(last)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function lines(colors: Colors, days: string[], text: (value: number) => string): object {
  return {
    legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: days, ...axis(colors), axisLabel: { color: colors.faint, hideOverlap: true } },
    yAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: text } },
    tooltip: { renderMode: "richText", trigger: "axis", confine: true, backgroundColor: colors.panel, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 }, valueFormatter: text },
  };
}
