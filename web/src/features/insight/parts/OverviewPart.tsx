import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import type { Insight } from "@/insight/insightQuery";
import { TierTiles } from "@/insight/TierTiles";
import { hueOf, Tag } from "@/shared/ui";
import { axis } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { Definition, type Figure, FigureFrame } from "../chart/FigureFrame";
import { major } from "../sums";
import { Models } from "./Models";

export function OverviewPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { t } = useTranslation();
  return (
    <>
      <section>
        <div className="flex items-center gap-2">
          <h2 className="text-title font-semibold">{t("insight.tiers.title")}</h2>
          <Definition name="tiers" title={t("insight.tiers.title")} />
        </div>
        <p className="pb-3 text-text-2">{t("insight.tiers.hint")}</p>
        <TierTiles insight={insight} />
      </section>
      <div className="grid gap-8 lg:grid-cols-2">
        <Pareto insight={insight} customer={customer} />
        <AtStake insight={insight} customer={customer} />
      </div>
      <Models insight={insight} />
    </>
  );
}

function Pareto({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const points = insight.pareto;
  const fifth = points.find((point) => point.customers_share >= 0.2)?.margin_share ?? 0;
  const upTo = (point: Insight["pareto"][number]) => (point.margin_from ? { "filter[margin_12m][gte]": point.margin_from.amount, sort: "-margin_12m" } : undefined);
  const figure: Figure = {
    name: "pareto",
    title: t("insight.pareto.title"),
    ...(points.length > 1 ? { hint: t("insight.pareto.text", { share: formats.percent(fifth) }) } : {}),
    heads: [t("insight.pareto.customers"), t("insight.pareto.margin"), t("insight.pareto.from")],
    rows: points
      .filter((_, place) => place % 5 === 0 && place > 0)
      .map((point) => [
        { text: formats.percent(point.customers_share), raw: point.customers_share, search: upTo(point) ?? {} },
        { text: formats.percent(point.margin_share, 1), raw: point.margin_share },
        { text: point.margin_from ? formats.money(point.margin_from) : "", raw: major(point.margin_from) },
      ]),
    none: points.length < 2 ? t("insight.pareto.none") : undefined,
  };
  const option = useCallback(
    (colors: Colors) => ({
      xAxis: { type: "value", min: 0, max: 1, ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.percent(value) } },
      // Customers below zero lift the curve a little above the whole; the scale still ends at it.
      yAxis: { type: "value", max: ({ max }: { max: number }) => Math.max(1, max) + 0.001, interval: 0.2, ...axis(colors), axisLabel: { color: colors.faint, showMaxLabel: false, formatter: (value: number) => formats.percent(value) } },
      tooltip: {
        renderMode: "richText",
        confine: true,
        trigger: "axis",
        backgroundColor: colors.panel,
        borderColor: colors.line,
        textStyle: { color: colors.text, fontSize: 12 },
        formatter: (params: { value: [number, number] }[]) => {
          const point = params[0]?.value;
          return point ? t("insight.pareto.point", { customers: formats.percent(point[0]), margin: formats.percent(point[1], 1) }) : "";
        },
      },
      series: [
        {
          type: "line",
          data: points.map((point) => [point.customers_share, point.margin_share]),
          showSymbol: true,
          symbolSize: 5,
          lineStyle: { width: 2 },
          areaStyle: { opacity: 0.1 },
          markLine: { silent: true, symbol: "none", lineStyle: { color: colors.series[2], type: "dashed" }, label: { color: colors.text, formatter: formats.percent(fifth) }, data: [{ xAxis: 0.2 }] },
        },
        { type: "line", data: [[0, 0], [1, 1]], silent: true, showSymbol: false, lineStyle: { width: 1, type: "dashed", color: colors.line }, tooltip: { show: false } },
      ],
    }),
    [points, formats, fifth, t],
  );
  return <FigureFrame figure={figure} object={customer} chart={{ option, height: 280 }} listOf={({ seriesIndex, dataIndex }) => (seriesIndex === 0 && points[dataIndex] ? upTo(points[dataIndex]) : undefined)} asOf={insight.last?.as_of ?? ""} />;
}

function AtStake({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const field = fieldOf(customer, "risk");
  const risks = useMemo(() => insight.at_stake.risks.filter((risk) => risk.risk !== "none"), [insight]);
  if (!field) return null;
  return (
    <section aria-labelledby="figure-stake">
      <div className="flex items-center gap-2">
        <h2 id="figure-stake" className="text-title font-semibold">
          {t("insight.stake.title")}
        </h2>
        <Definition name="stake" title={t("insight.stake.title")} />
      </div>
      {insight.at_stake.total && <p className="pt-2 text-kpi font-semibold tabular-nums">{formats.money(insight.at_stake.total)}</p>}
      <ul className="flex flex-col gap-2 pt-2">
        {risks.toReversed().map((risk) => (
          <li key={risk.risk}>
            <Link
              to="/objects/$plural"
              params={{ plural: customer.plural }}
              search={{ "filter[risk][in]": risk.risk, sort: "-value_at_stake" }}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 rounded-card border border-line bg-panel p-3 hover:border-line-strong"
            >
              <span>
                <Tag hue={hueOf(field.options?.find((option) => option.value === risk.risk)?.color)}>{naming.option(field, risk.risk)}</Tag>
                <span className="block pt-1 text-text-2">{t("insight.customers", { count: risk.customers, shown: formats.number(risk.customers) })}</span>
              </span>
              {risk.value_at_stake && <span className="text-record font-semibold tabular-nums">{formats.compactMoney(risk.value_at_stake)}</span>}
            </Link>
          </li>
        ))}
      </ul>
      <Link to="/insight/$part" params={{ part: "leaving" }} className="inline-block pt-3 text-accent-text hover:underline">
        {t("insight.stake.who")}
      </Link>
    </section>
  );
}
