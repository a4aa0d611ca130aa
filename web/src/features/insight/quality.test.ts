import { expect, test } from "vitest";
import type { Backtest, ModelNote } from "@/insight/insightQuery";
import { comparedModels, testsOf, trackedOf } from "./quality";

const found: Backtest = {
  known_until: "2026-08-22",
  weeks: 13,
  model: "mbgnbd",
  customers: 1695,
  chance: { brier: 0.14, naive_brier: 0.22, auc: 0.86, calibration: [] },
  orders: { expected: 1075.4, actual: 1195, mae: 0.6, naive_mae: 0.55 },
  warnings: { repeat_buyers: 1259, silent: 763, warned: 599, right: 507, naive_right: 510 },
  dates: null,
};

test("each test says whether a simple guess would have done as well", () => {
  const verdicts = Object.fromEntries(testsOf(found).map((row) => [row.name, row.verdict]));
  expect(verdicts).toEqual({ brier: "better", orders: undefined, mae: "worse", warnings: "equal", recall: undefined });
});

test("nobody warned is no warning to be judged", () => {
  const quiet = { ...found, warnings: { ...found.warnings, warned: 0, right: 0, naive_right: 0 }, dates: { customers: 3, mae_days: 26.4, naive_mae_days: 37.1 } };
  expect(testsOf(quiet).map((row) => row.name)).toEqual(["brier", "orders", "mae", "dates"]);
});

test("what was tracked tells the weeks that were unseen", () => {
  const tracking = [
    { until: "2026-08-15", expected: 90.2, actual: 88 },
    { until: "2026-08-22", expected: 97.1, actual: 95 },
    { until: "2026-08-29", expected: 104, actual: 103 },
  ];
  expect(trackedOf({ ...found, tracking }).map(({ since, unseen }) => [since, unseen])).toEqual([[null, false], ["2026-08-15", false], ["2026-08-22", true]]);
  expect(trackedOf(found)).toEqual([]);
});

test("models are ordered by what they say of unseen orders", () => {
  const note = (heldOut: number | undefined, used: boolean): ModelNote => ({ params: {}, log_likelihood: -1, used, why: { code: "fitted" }, quality: heldOut === undefined ? {} : { held_out: heldOut } });
  const rows = comparedModels({ bgnbd: note(undefined, false), mbgnbd: note(-20, true), mbgcnbd: note(-12, false), gammagamma: note(undefined, true) });
  expect(rows.map((row) => row.name)).toEqual(["mbgcnbd", "mbgnbd", "bgnbd"]);
});
