import type { Search } from "@/records";
import type { Money } from "@/shared/format";

export type Named = { period: string; from: string; to: string };

export type CohortCell = Named & { customers: number; turnover: Money | null; margin: Money | null };

export type Cohort = Named & { customers: number; cells: CohortCell[] };

export type Cohorts = { by: "month" | "quarter"; as_of: string | null; cohorts: Cohort[]; older: number };

export const COHORT_MEASURES = ["kept", "customers", "turnover", "margin"] as const;

export type CohortMeasure = (typeof COHORT_MEASURES)[number];

/** What a cell says; nothing where the figure is hidden from this person. */
export function cellValue(cohort: Cohort, cell: CohortCell, measure: CohortMeasure): number | null {
  switch (measure) {
    case "kept":
      return cohort.customers === 0 ? 0 : cell.customers / cohort.customers;
    case "customers":
      return cell.customers;
    case "turnover":
      return cell.turnover && Number(cell.turnover.amount);
    case "margin":
      return cell.margin && Number(cell.margin.amount);
    default:
      return measure satisfies never;
  }
}

/** Exactly those customers: first bought in the one period, and bought in the other. */
export function listOfCell(cohort: Cohort, cell: CohortCell): Search {
  return { "filter[first_purchase_on][between]": `${cohort.from},${cohort.to}`, "filter[purchase_months][contains]": cell.period, sort: "-margin_12m" };
}

/** The share of customers kept by age, over the cohorts that are old enough; the running period is not over and left out. */
export function keptByAge(found: Cohorts): { age: number; share: number; cohorts: number }[] {
  const oldest = Math.max(0, ...found.cohorts.map((cohort) => cohort.cells.length));
  const rows: { age: number; share: number; cohorts: number }[] = [];
  for (let age = 0; age < oldest; age += 1) {
    const grown = found.cohorts.filter((cohort) => {
      const cell = cohort.cells[age];
      return cell !== undefined && found.as_of !== null && cell.to <= found.as_of;
    });
    const all = grown.reduce((sum, cohort) => sum + cohort.customers, 0);
    if (all > 0) rows.push({ age, share: grown.reduce((sum, cohort) => sum + (cohort.cells[age]?.customers ?? 0), 0) / all, cohorts: grown.length });
  }
  return rows;
}
