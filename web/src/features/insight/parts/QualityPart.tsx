import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useCatalog, useFormats } from "@/metadata";
import type { Backtest, Insight, ModelNote } from "@/insight/insightQuery";
import { useCodeText } from "@/shared/i18n";
import { Tag } from "@/shared/ui";
import type { Colors } from "../chart/colors";
import { type Figure, FigureFrame } from "../chart/FigureFrame";
import { axis } from "../chart/looks";
import { comparedModels, testsOf, trackedOf, type Verdict } from "../quality";

/** How right the figures would have been a quarter ago, and by which model they are made. */
export function QualityPart({ insight, customer }: { insight: Insight; customer: ObjectMeta }) {
  const { last } = insight;
  const asOf = last?.as_of ?? "";
  return (
    <>
      <Calibration test={last?.backtest} customer={customer} asOf={asOf} />
      {last?.backtest && <Tests test={last.backtest} />}
      {last?.backtest?.tracking && <Tracking test={last.backtest} customer={customer} asOf={asOf} />}
      <Compared models={last?.models ?? {}} />
    </>
  );
}

function Calibration({ test, customer, asOf }: { test: Backtest | undefined; customer: ObjectMeta; asOf: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const bins = useMemo(() => test?.chance.calibration ?? [], [test]);
  const span = useCallback((from: number) => ({ from: formats.percent(from), to: formats.percent(from + 0.1) }), [formats]);
  const search = (from: number) => ({ "filter[p_order_13w][between]": `${from.toFixed(1)},${(from + 0.1).toFixed(1)}`, sort: "-clv_12m" });
  const figure: Figure = {
    name: "quality",
    title: t("insight.quality.chance"),
    ...(test ? { hint: t("insight.quality.hint", { day: formats.date(test.known_until), customers: formats.number(test.customers), weeks: test.weeks }) } : {}),
    heads: [t("insight.quality.said"), t("insight.quality.customers"), t("insight.quality.expected"), t("insight.quality.happened")],
    rows: bins.map((bin) => [
      { text: `${span(bin.from).from} – ${span(bin.from).to}`, raw: `${bin.from.toFixed(1)}-${(bin.from + 0.1).toFixed(1)}`, search: search(bin.from) },
      { text: formats.number(bin.n), raw: bin.n },
      { text: formats.percent(bin.mean_p), raw: bin.mean_p },
      { text: formats.percent(bin.happened), raw: bin.happened },
    ]),
    none: test ? undefined : t("insight.quality.none"),
  };
  const option = useCallback(
    (colors: Colors) => ({
      legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: "value", min: 0, max: 1, ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.percent(value) } },
      yAxis: { type: "value", min: 0, max: 1, ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.percent(value) } },
      series: [
        { type: "line", name: t("insight.quality.perfect"), data: [[0, 0], [1, 1]], symbol: "none", silent: true, lineStyle: { type: "dashed", color: colors.faint }, itemStyle: { color: colors.faint } },
        {
          type: "line",
          name: t("insight.quality.found"),
          data: bins.map((bin) => [bin.mean_p, bin.happened]),
          symbolSize: 9,
          tooltip: {
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const bin = bins[dataIndex];
              return bin ? t("insight.quality.point", { ...span(bin.from), count: bin.n, happened: formats.percent(bin.happened), expected: formats.percent(bin.mean_p) }) : "";
            },
          },
        },
      ],
    }),
    [bins, span, formats, t],
  );
  return <FigureFrame figure={figure} object={customer} chart={{ option, height: 300 }} listOf={({ seriesIndex, dataIndex }) => (seriesIndex === 1 && bins[dataIndex] ? search(bins[dataIndex].from) : undefined)} asOf={asOf} />;
}

/** Repeat orders of all these customers together: whether the line of the model is the one that came. */
function Tracking({ test, customer, asOf }: { test: Backtest; customer: ObjectMeta; asOf: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const orders = useCatalog().objects.order ?? customer;
  const points = useMemo(() => trackedOf(test), [test]);
  const known = points.filter((point) => !point.unseen).length;
  const list = ({ since, until }: { since: string | null; until: string }) => ({ ...(since ? { "filter[ordered_on][gt]": since } : {}), "filter[ordered_on][lte]": until, "filter[customer][is_null]": "false", "filter[status][nin]": "draft,cancelled", sort: "-ordered_on" });
  const figure: Figure = {
    name: "tracking",
    title: t("insight.quality.tracking"),
    hint: t("insight.quality.trackingHint", { day: formats.date(test.known_until) }),
    heads: [t("insight.quality.until"), t("insight.quality.expectedOrders"), t("insight.quality.actualOrders")],
    rows: points.map((point) => [{ text: formats.date(point.until), raw: point.until, search: list(point) }, { text: formats.number(Math.round(point.expected)), raw: point.expected }, { text: formats.number(point.actual), raw: point.actual }]),
  };
  const option = useCallback(
    (colors: Colors) => {
      const blank = (seen: (place: number) => boolean) => points.map(({ expected }, place) => (seen(place) ? expected : null));
      return {
        legend: { textStyle: { color: colors.text }, top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
        grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: points.map(({ until }) => until), ...axis(colors), axisLabel: { color: colors.faint, hideOverlap: true } },
        yAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.number(value) } },
        tooltip: {
          renderMode: "richText",
          trigger: "axis",
          confine: true,
          backgroundColor: colors.panel,
          borderColor: colors.line,
          textStyle: { color: colors.text, fontSize: 12 },
          formatter: (shown: { dataIndex: number }[]) => {
            const point = points[shown[0]?.dataIndex ?? -1];
            return point ? t("insight.quality.trackingPoint", { day: formats.date(point.until), expected: formats.number(Math.round(point.expected)), actual: formats.number(point.actual) }) : "";
          },
        },
        series: [
          { type: "line", name: t("insight.quality.actualOrders"), data: points.map(({ actual }) => actual), symbol: "none", itemStyle: { color: colors.series[0] } },
          { type: "line", name: t("insight.quality.expectedKnown"), data: blank((place) => place < known), symbol: "none", lineStyle: { type: "dashed", color: colors.faint }, itemStyle: { color: colors.faint } },
          { type: "line", name: t("insight.quality.expectedUnseen"), data: blank((place) => place >= known - 1), symbol: "none", lineStyle: { type: "dashed", color: colors.series[2] }, itemStyle: { color: colors.series[2] } },
        ],
      };
    },
    [points, known, formats, t],
  );
  return <FigureFrame figure={figure} object={orders} chart={{ option, height: 280 }} listOf={({ dataIndex }) => (points[dataIndex] ? list(points[dataIndex]) : undefined)} asOf={asOf} />;
}

const TONE: Record<Verdict, "green" | "red" | "gray"> = { better: "green", worse: "red", equal: "gray" };

function Tests({ test }: { test: Backtest }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const text = (part: string, facts: Record<string, number>) => {
    const shown = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, name === "share" ? formats.percent(fact) : formats.number(Math.round(fact * 1000) / 1000)]));
    return code("insight.quality", part, shown);
  };
  return (
    <section aria-labelledby="quality-tests" className="min-w-0">
      <h2 id="quality-tests" className="pb-2 text-title font-semibold">
        {t("insight.quality.tests")}
      </h2>
      <div className="overflow-auto rounded-card border border-line" tabIndex={-1}>
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-b border-line text-left text-text-2">
              {(["test", "ours", "guess", "verdict"] as const).map((head) => (
                <th key={head} scope="col" className="px-3 py-1.5 font-normal">
                  {t(`insight.quality.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {testsOf(test).map((row) => (
              <tr key={row.name} className="border-b border-line align-top last:border-0">
                <th scope="row" className="px-3 py-1.5 text-left font-normal">
                  {t(`insight.quality.${row.name}`)}
                </th>
                <td className="px-3 py-1.5">{row.ours.text ? text(row.ours.text, row.ours.facts) : formats.number(row.ours.facts.value ?? 0)}</td>
                <td className="px-3 py-1.5 text-text-2">
                  {row.guess && (
                    <>
                      <span className="text-text">{row.guess.text ? text(row.guess.text, row.guess.facts) : formats.number(row.guess.facts.value ?? 0)}</span> {text(row.guess.by, row.guess.byFacts ?? {})}
                    </>
                  )}
                </td>
                <td className="px-3 py-1.5">{row.verdict && <Tag hue={TONE[row.verdict]}>{t(`insight.quality.${row.verdict}`)}</Tag>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Compared({ models }: { models: Record<string, ModelNote> }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const rows = comparedModels(models);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="quality-models" className="min-w-0">
      <h2 id="quality-models" className="text-title font-semibold">
        {t("insight.quality.models")}
      </h2>
      <p className="pb-2 text-text-2">{t("insight.quality.modelsHint")}</p>
      <div className="overflow-auto rounded-card border border-line" tabIndex={-1}>
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-b border-line text-text-2">
              <th scope="col" className="px-3 py-1.5 text-left font-normal">
                {t("insight.quality.model")}
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-normal">
                {t("insight.quality.likelihood")}
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-normal">
                {t("insight.quality.heldOut")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-1.5 text-left font-normal">
                  <span className="pr-2">{code("insight.models.names", row.name)}</span>
                  {row.used && <Tag hue="green">{t("insight.quality.speaks")}</Tag>}
                </th>
                <td className="px-3 py-1.5 text-right">{row.likelihood === null ? "–" : formats.number(Math.round(row.likelihood * 10) / 10)}</td>
                <td className="px-3 py-1.5 text-right">{row.heldOut === null ? "–" : formats.number(Math.round(row.heldOut * 10) / 10)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
