import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { asMoney, fieldOf, known, localizedText, type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming } from "@/metadata";
import { type Insight, TIERS } from "@/insight/insightQuery";
import { http } from "@/shared/api";
import { hueOf, ProblemState, SkeletonLines, Tag } from "@/shared/ui";
import { axis } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Cell, type Figure, FigureFrame } from "../chart/FigureFrame";
import { major, sumOf, useSums } from "../sums";

const SHOWN = 25;
const RISKS = ["watch", "high"] as const;
const KEPT_TIERS = TIERS.filter((tier) => tier !== "bz");

export function LeavingPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  return (
    <>
      <ByTier insight={insight} customer={customer} />
      <Dearest customer={customer} />
    </>
  );
}

function ByTier({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const tierField = fieldOf(customer, "value_tier");
  const riskField = fieldOf(customer, "risk");
  const { data, error, refetch } = useSums(customer, ["risk", "value_tier"], ["value_at_stake"], { "filter[risk][in]": RISKS.join(",") });
  const sum = useCallback((tier: string, risk: string) => data?.find((row) => row.group.value_tier === tier && row.group.risk === risk), [data]);
  const tierName = useCallback((tier: string) => (tierField ? naming.option(tierField, tier) : tier), [tierField, naming]);
  const riskName = useCallback((risk: string) => (riskField ? naming.option(riskField, risk) : risk), [riskField, naming]);
  const search = (tier: string, risk: string) => ({ "filter[value_tier][in]": tier, "filter[risk][in]": risk, sort: "-value_at_stake" });
  const total = insight.at_stake.total;
  const option = useCallback(
    (colors: Colors) => ({
      legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
      xAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => (total ? formats.compactMoney({ amount: String(value), currency: total.currency }) : formats.compact(value)), hideOverlap: true } },
      yAxis: { type: "category", inverse: true, data: KEPT_TIERS.map(tierName), ...axis(colors), axisLabel: { color: colors.text } },
      series: RISKS.map((risk, place) => ({
        type: "bar",
        name: riskName(risk),
        stack: "stake",
        barMaxWidth: 26,
        itemStyle: { color: colors.series[place === 0 ? 2 : 3] },
        data: KEPT_TIERS.map((tier) => major(sum(tier, risk) ? sumOf(sum(tier, risk) ?? { group: {}, count: 0 }, "value_at_stake") : null)),
        tooltip: {
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const tier = KEPT_TIERS[dataIndex] ?? "";
            const row = sum(tier, risk);
            const stake = row ? sumOf(row, "value_at_stake") : null;
            return `${tierName(tier)}, ${riskName(risk)}\n${t("insight.customers", { count: row?.count ?? 0, shown: formats.number(row?.count ?? 0) })}${stake ? `, ${formats.money(stake)}` : ""}`;
          },
        },
      })),
    }),
    [sum, tierName, riskName, formats, t, total],
  );
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={6} />;
  const figure: Figure = {
    name: "leaving",
    title: t("insight.leaving.byTier"),
    ...(total ? { hint: t("insight.leaving.total", { money: formats.money(total) }) } : {}),
    heads: [t("insight.changes.tier"), ...RISKS.flatMap((risk) => [`${riskName(risk)}: ${t("insight.measures.customers")}`, `${riskName(risk)}: ${t("insight.leaving.atStake")}`])],
    rows: KEPT_TIERS.map((tier) => [
      { text: tierName(tier), raw: tierName(tier) },
      ...RISKS.flatMap((risk): Cell[] => {
        const row = sum(tier, risk);
        const stake = row ? sumOf(row, "value_at_stake") : null;
        return [
          { text: formats.number(row?.count ?? 0), raw: row?.count ?? 0, search: search(tier, risk) },
          { text: stake ? formats.money(stake) : "", raw: major(stake), search: search(tier, risk) },
        ];
      }),
    ]),
    none: data.length === 0 ? t("insight.leaving.none") : undefined,
  };
  return (
    <FigureFrame
      figure={figure}
      object={customer}
      chart={{ option, height: 200 }}
      listOf={({ seriesIndex, dataIndex }) => search(KEPT_TIERS[dataIndex] ?? "", RISKS[seriesIndex] ?? "high")}
      asOf={insight.last?.as_of ?? ""}
    />
  );
}

function Dearest({ customer }: { customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const tierField = fieldOf(customer, "value_tier");
  const search = { "filter[risk][in]": "high", sort: "-value_at_stake" };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["records", "customer", "leaving"],
    queryFn: ({ signal }) =>
      http.get<{ data: RecordRow[]; total?: number }>(`/${customer.plural}`, {
        query: { ...search, limit: SHOWN, count: "true", fields: known(customer, ["name", "value_at_stake", "risk_reason", "value_tier"]) },
        signal,
      }),
  });
  if (isPending) return <SkeletonLines />;
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <section aria-labelledby="leaving-list">
      <h2 id="leaving-list" className="text-title font-semibold">
        {t("insight.leaving.title")}
      </h2>
      <p className="text-text-2">{t("insight.leaving.hint")}</p>
      {data.data.length === 0 && <p className="pt-3 text-text-2">{t("insight.leaving.none")}</p>}
      <ul className="divide-y divide-line pt-2">
        {data.data.map((row) => {
          const stake = asMoney(row.value_at_stake);
          const tier = typeof row.value_tier === "string" ? row.value_tier : null;
          return (
            <li key={row.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 py-2">
              <span className="flex min-w-0 items-center gap-2">
                <RecordLink reference={{ id: row.id, object: "customer", title: recordTitle(customer, row, naming.language) }} className="truncate font-medium hover:underline" />
                {tier && tierField && <Tag hue={hueOf(tierField.options?.find((option) => option.value === tier)?.color)}>{naming.option(tierField, tier)}</Tag>}
              </span>
              <span className="font-medium tabular-nums">{stake ? formats.money(stake) : ""}</span>
              <span className="min-w-0 text-text-2">{localizedText(row.risk_reason, naming.language)}</span>
              <span className="text-right text-text-3">{t("insight.leaving.atStake")}</span>
            </li>
          );
        })}
      </ul>
      <Link to="/objects/$plural" params={{ plural: customer.plural }} search={search} className="inline-block pt-2 text-accent-text hover:underline">
        {t("insight.leaving.all", { count: data.total ?? data.data.length })}
      </Link>
    </section>
  );
}
