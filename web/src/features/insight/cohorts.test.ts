import { expect, test } from "vitest";
import { cellValue, type Cohort, keptByAge, listOfCell } from "./cohorts";

const named = (period: string, to: string) => ({ period, from: `${period}-01`, to });

const january: Cohort = {
  ...named("2026-01", "2026-01-31"),
  customers: 4,
  cells: [
    { ...named("2026-01", "2026-01-31"), customers: 4, turnover: { amount: "100.00", currency: "CNY" }, margin: null },
    { ...named("2026-02", "2026-02-28"), customers: 2, turnover: { amount: "40.00", currency: "CNY" }, margin: null },
    { ...named("2026-03", "2026-03-31"), customers: 1, turnover: { amount: "5.00", currency: "CNY" }, margin: null },
  ],
};
const february: Cohort = {
  ...named("2026-02", "2026-02-28"),
  customers: 6,
  cells: [
    { ...named("2026-02", "2026-02-28"), customers: 6, turnover: null, margin: null },
    { ...named("2026-03", "2026-03-31"), customers: 5, turnover: null, margin: null },
  ],
};

test("a cell says what was asked, and nothing where it is hidden", () => {
  const cell = january.cells[1];
  if (!cell) throw new Error("no cell");
  expect(cellValue(january, cell, "kept")).toBe(0.5);
  expect(cellValue(january, cell, "turnover")).toBe(40);
  expect(cellValue(january, cell, "margin")).toBeNull();
  expect(listOfCell(january, cell)).toEqual({ "filter[first_purchase_on][between]": "2026-01-01,2026-01-31", "filter[purchase_months][contains]": "2026-02", sort: "-margin_12m" });
});

test("a period that is not over yet does not pull the average down", () => {
  const found = { by: "month" as const, as_of: "2026-03-10", cohorts: [january, february], older: 0 };
  expect(keptByAge(found)).toEqual([
    { age: 0, share: 1, cohorts: 2 },
    { age: 1, share: 0.5, cohorts: 1 },
  ]);
});
