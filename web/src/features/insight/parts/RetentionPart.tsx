import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useCallback, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useFormats } from "@/metadata";
import { http } from "@/shared/api";
import { Button, ProblemState, SkeletonLines } from "@/shared/ui";
import type { Colors } from "../chart/colors";
import { type Figure, FigureFrame } from "../chart/FigureFrame";
import { axis } from "../chart/looks";
import { type Lever, leversOf, type Moved, type Retention, valueOf } from "../retention";
import { major } from "../sums";

/** Five points more, the question that Reichheld and Sasser asked. */
const FIVE = 0.05;

/** What it is worth that customers stay, and what five of a hundred more would bring: the levers begin at the company's own figures. */
export function RetentionPart({ customer }: { customer: ObjectMeta }) {
  const { t } = useTranslation();
  const [group, setGroup] = useState(0);
  const [moved, setMoved] = useState<Moved>({});
  const own = useRetention(group, {});
  const found = useRetention(group, useDeferredValue(moved));
  if (found.error && !found.data) return <ProblemState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data || !own.data) return <SkeletonLines count={10} />;
  const choose = (place: number) => {
    setGroup(place);
    setMoved({});
  };
  return (
    <>
      <Groups found={own.data} chosen={group} onChoose={choose} />
      <section aria-labelledby="retention-levers" className="min-w-0">
        <div className="flex flex-wrap items-center gap-3 pb-2">
          <h2 id="retention-levers" className="text-title font-semibold">
            {t("insight.retention.levers")}
          </h2>
          {Object.keys(moved).length > 0 && (
            <Button onClick={() => setMoved({})}>
              <RotateCcw aria-hidden className="size-4" />
              {t("insight.retention.reset")}
            </Button>
          )}
        </div>
        <div className="grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <div className="flex flex-col gap-3">
            {leversOf(own.data.reckoned).map((lever) => (
              <LeverInput key={lever.name} lever={lever} value={moved[lever.name] ?? valueOf(own.data.reckoned, lever.name)} currency={own.data.value.currency} onMove={(value) => setMoved((before) => ({ ...before, [lever.name]: value }))} />
            ))}
          </div>
          <Result found={found.data} />
        </div>
      </section>
      <Curve found={found.data} customer={customer} />
    </>
  );
}

function useRetention(group: number, moved: Moved) {
  const query = { group, ...moved };
  return useQuery({
    queryKey: ["insight", "retention", query],
    queryFn: ({ signal }) => http.get<Retention>("/insight/retention", { signal, query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) }),
    placeholderData: keepPreviousData,
  });
}

function Groups({ found, chosen, onChoose }: { found: Retention; chosen: number; onChoose: (place: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (found.groups.length === 0 || !found.from || !found.again_from) return <p className="rounded-card bg-hover px-3 py-4 text-text-2">{t("insight.retention.none")}</p>;
  const heads = ["group", "customers", "stay", "margin", "growth"] as const;
  return (
    <section aria-labelledby="retention-groups" className="min-w-0">
      <h2 id="retention-groups" className="text-title font-semibold">
        {t("insight.retention.groups")}
      </h2>
      <p className="pb-2 text-text-2">{t("insight.retention.groupsHint", { from: formats.date(found.from), again: formats.date(found.again_from) })}</p>
      <div className="overflow-auto rounded-card border border-line" tabIndex={-1}>
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-b border-line text-text-2">
              {heads.map((head) => (
                <th key={head} scope="col" className={`px-3 py-1.5 font-normal ${head === "group" ? "text-left" : "text-right"}`}>
                  {t(`insight.retention.heads.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.groups.map((group, place) => (
              <tr key={place} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-1 text-left font-normal">
                  <label className="flex min-h-8 items-center gap-2 whitespace-nowrap max-md:min-h-11">
                    <input type="radio" name="retention-group" checked={place === chosen} onChange={() => onChoose(place)} className="accent-accent" />
                    {place === 0 ? t("insight.retention.everybody") : place === 1 ? t("insight.retention.best") : t("insight.retention.fifth", { place })}
                  </label>
                </th>
                <td className="px-3 py-1 text-right">{formats.number(group.customers)}</td>
                <td className="px-3 py-1 text-right">{group.customers > 0 ? formats.percent(group.stayed / group.customers) : "–"}</td>
                <td className="px-3 py-1 text-right">{group.margin ? formats.compactMoney(group.margin) : "–"}</td>
                <td className="px-3 py-1 text-right">{group.growth === null ? "–" : formats.percent(group.growth)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LeverInput({ lever, value, currency, onMove }: { lever: Lever; value: number; currency: string; onMove: (value: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shown = lever.unit === "share" ? formats.percent(value) : formats.money({ amount: value.toFixed(2), currency });
  const id = `lever-${lever.name}`;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id}>{t(`insight.retention.lever.${lever.name}`)}</label>
        <output htmlFor={id} className="font-medium tabular-nums">
          {shown}
        </output>
      </div>
      <input id={id} type="range" min={lever.least} max={lever.most} step={lever.step} value={value} aria-valuetext={shown} onChange={(event) => onMove(Number(event.target.value))} className="h-6 w-full accent-accent max-md:h-11" />
    </div>
  );
}

function Result({ found }: { found: Retention }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { reckoned } = found;
  const facts = { now: formats.percent(reckoned.stay), later: formats.percent(Math.min(1, reckoned.stay + FIVE)) };
  return (
    <div aria-live="polite" className="flex flex-col gap-2 rounded-card bg-hover p-4">
      <p className="text-text-2">{t("insight.retention.value", facts)}</p>
      <p className="text-kpi font-semibold tabular-nums">{formats.money(found.value)}</p>
      <p>
        {found.uplift_pct === null ? t("insight.retention.plusNone", { ...facts, value: formats.money(found.value_plus5) }) : t("insight.retention.plus", { ...facts, value: formats.money(found.value_plus5), more: formats.percent(found.uplift_pct / 100) })}
      </p>
      {found.for_group && <p>{t("insight.retention.forGroup", { amount: formats.compactMoney(found.for_group), count: found.groups[reckoned.group]?.customers ?? 0 })}</p>}
      {found.expected_life_years !== null && <p className="text-text-2">{t("insight.retention.life", { years: formats.number(Math.round(found.expected_life_years * 10) / 10) })}</p>}
      <p className="text-meta text-text-3">{t("insight.retention.honest", { years: found.years })}</p>
    </div>
  );
}

function Curve({ found, customer }: { found: Retention; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { curve, reckoned } = found;
  const figure: Figure = {
    name: "retention",
    title: t("insight.retention.curve"),
    heads: [t("insight.retention.heads.stay"), t("insight.retention.worth")],
    rows: curve.filter((_, place) => place % 5 === 0).map((step) => [{ text: formats.percent(step.stay), raw: step.stay }, { text: formats.money(step.value), raw: major(step.value) }]),
  };
  const option = useCallback(
    (colors: Colors) => {
      const money = (value: number) => formats.compactMoney({ amount: String(value), currency: reckoned.margin.currency });
      const here = [
        [reckoned.stay, major(found.value)],
        [Math.min(1, reckoned.stay + FIVE), major(found.value_plus5)],
      ];
      return {
        grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true },
        xAxis: { type: "value", min: 0, max: 1, ...axis(colors), axisLabel: { color: colors.faint, formatter: (value: number) => formats.percent(value) } },
        yAxis: { type: "value", ...axis(colors), axisLabel: { color: colors.faint, formatter: money } },
        tooltip: { renderMode: "richText", trigger: "item", confine: true, backgroundColor: colors.panel, borderColor: colors.line, textStyle: { color: colors.text, fontSize: 12 }, formatter: ({ value }: { value: [number, number] }) => `${formats.percent(value[0])}\n${money(value[1])}` },
        series: [
          { type: "line", data: curve.map((step) => [step.stay, major(step.value)]), symbol: "none", itemStyle: { color: colors.series[0] } },
          { type: "line", data: here, symbol: "circle", symbolSize: 10, lineStyle: { color: colors.series[2] }, itemStyle: { color: colors.series[2] } },
        ],
      };
    },
    [curve, reckoned, found, formats],
  );
  return <FigureFrame figure={figure} object={customer} chart={{ option, height: 280 }} asOf={found.as_of ?? ""} />;
}
