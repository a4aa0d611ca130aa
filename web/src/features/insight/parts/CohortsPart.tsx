import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useFormats } from "@/metadata";
import { http } from "@/shared/api";
import { ProblemState, Segmented, SkeletonLines } from "@/shared/ui";
import { axis, shades } from "../chart/looks";
import type { Colors } from "../chart/colors";
import { type Cell, type Figure, FigureFrame } from "../chart/FigureFrame";
import { cellValue, type Cohort, COHORT_MEASURES, type CohortCell, type CohortMeasure, type Cohorts, keptByAge, listOfCell } from "../cohorts";

export function CohortsPart({ customer }: { customer: ObjectMeta }) {
  const [by, setBy] = useState<Cohorts["by"]>("quarter");
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "cohorts", by], queryFn: ({ signal }) => http.get<Cohorts>("/insight/cohorts", { query: { by }, signal }) });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  return <Triangle found={data} customer={customer} onBy={setBy} />;
}

function Triangle({ found, customer, onBy }: { found: Cohorts; customer: ObjectMeta; onBy: (by: Cohorts["by"]) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [measure, setMeasure] = useState<CohortMeasure>("kept");
  const { cohorts } = found;
  const ages = Math.max(0, ...cohorts.map((cohort) => cohort.cells.length));
  const currency = cohorts.flatMap((cohort) => cohort.cells).find((cell) => cell.turnover)?.turnover?.currency;
  const text = useCallback(
    (cohort: Cohort, cell: CohortCell) => {
      const value = cellValue(cohort, cell, measure);
      if (value === null) return "";
      if (measure === "kept") return formats.percent(value);
      return measure === "customers" || !currency ? formats.number(value) : formats.compactMoney({ amount: String(value), currency });
    },
    [measure, formats, currency],
  );
  const kept = useMemo(() => keptByAge(found), [found]);
  const running = found.as_of === null ? undefined : cohorts.at(-1)?.cells.find((cell) => cell.to > (found.as_of ?? ""));
  const hints = [
    t("insight.cohorts.hint"),
    running ? t("insight.cohorts.running", { period: running.period }) : "",
    found.older > 0 ? t("insight.cohorts.older", { count: found.older, shown: cohorts.length }) : "",
  ];
  const figure: Figure = {
    name: "cohorts",
    title: t("insight.cohorts.title"),
    hint: hints.filter(Boolean).join(" "),
    heads: [t("insight.cohorts.first"), t("insight.cohorts.new"), ...Array.from({ length: ages }, (_, age) => `+${age}`)],
    rows: cohorts.map((cohort) => [
      { text: cohort.period, raw: cohort.period, search: { "filter[first_purchase_on][between]": `${cohort.from},${cohort.to}`, sort: "-margin_12m" } },
      { text: formats.number(cohort.customers), raw: cohort.customers },
      ...cohort.cells.map((cell): Cell => ({ text: text(cohort, cell), raw: cellValue(cohort, cell, measure) ?? "", search: listOfCell(cohort, cell) })),
    ]),
    none: cohorts.length < 2 ? t("insight.cohorts.none") : undefined,
  };
  const option = useCallback(
    (colors: Colors) => {
      const cells = cohorts.flatMap((cohort, row) => cohort.cells.map((cell, age) => [age, row, cellValue(cohort, cell, measure) ?? 0]));
      // The first period of a cohort is all of it; it would leave the rest without contrast.
      const later = cells.filter((cell) => measure !== "kept" || cell[0] !== 0);
      return {
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: { type: "category", position: "top", data: Array.from({ length: ages }, (_, age) => `+${age}`), ...axis(colors), splitLine: { show: false } },
        yAxis: { type: "category", inverse: true, data: cohorts.map((cohort) => `${cohort.period} (${formats.number(cohort.customers)})`), ...axis(colors), splitLine: { show: false } },
        visualMap: shades(colors, Math.max(...later.map((cell) => cell[2] ?? 0))),
        series: [
          {
            type: "heatmap",
            data: cells,
            itemStyle: { borderColor: colors.panel, borderWidth: 2, borderRadius: 4 },
            label: {
              show: ages <= 14 && window.innerWidth > 700,
              fontSize: 11,
              color: colors.text,
              formatter: ({ value: [age, row] }: { value: [number, number] }) => {
                const cell = cohorts[row]?.cells[age];
                return cohorts[row] && cell ? text(cohorts[row], cell) : "";
              },
            },
            tooltip: {
              formatter: ({ value: [age, row] }: { value: [number, number] }) => {
                const cohort = cohorts[row];
                const cell = cohort?.cells[age];
                if (!cohort || !cell) return "";
                return t("insight.cohorts.cell", {
                  cohort: cohort.period,
                  period: cell.period,
                  kept: formats.number(cell.customers),
                  all: formats.number(cohort.customers),
                  turnover: cell.turnover ? formats.compactMoney(cell.turnover) : "–",
                  margin: cell.margin ? formats.compactMoney(cell.margin) : "–",
                });
              },
            },
          },
        ],
      };
    },
    [cohorts, ages, measure, text, formats, t],
  );
  const ten = kept.find((row) => row.age === 4) ?? kept.at(-1);
  return (
    <>
      <FigureFrame
        figure={figure}
        object={customer}
        chart={{ option, height: 60 + cohorts.length * 30 }}
        controls={
          <>
            <Segmented
              label={t("insight.cohorts.by")}
              value={found.by}
              onChange={onBy}
              options={[
                { value: "month", label: t("insight.cohorts.month") },
                { value: "quarter", label: t("insight.cohorts.quarter") },
              ]}
            />
            <Segmented label={t("insight.measure")} value={measure} onChange={setMeasure} options={COHORT_MEASURES.map((name) => ({ value: name, label: t(`insight.cohorts.measures.${name}`) }))} />
          </>
        }
        listOf={({ value }) => {
          const cohort = Array.isArray(value) ? cohorts[Number(value[1])] : undefined;
          const cell = Array.isArray(value) ? cohort?.cells[Number(value[0])] : undefined;
          return cohort && cell ? listOfCell(cohort, cell) : undefined;
        }}
        asOf={found.as_of ?? ""}
      />
      {ten && ten.age > 0 && cohorts.length >= 2 && <p className="text-text-2">{t(found.by === "month" ? "insight.cohorts.keptMonths" : "insight.cohorts.keptQuarters", { share: formats.percent(ten.share), age: ten.age, count: ten.cohorts })}</p>}
    </>
  );
}
