import type { Backtest, ModelNote } from "@/insight/insightQuery";

export type Verdict = "better" | "equal" | "worse";

/** A figure: said by a text with facts, or a plain value. */
type Said = { text?: string; facts: Record<string, number> };

export type Test = {
  name: "brier" | "orders" | "mae" | "warnings" | "recall" | "dates";
  ours: Said;
  /** What a guess without any model says, and how it guesses. */
  guess?: Said & { by: string; byFacts?: Record<string, number> };
  verdict?: Verdict;
};

/** Within so small a part of each other two errors count as equal. */
const EQUAL = 0.01;

/** Each test with the simple guess beside it. */
export function testsOf(test: Backtest): Test[] {
  const { chance, orders, warnings, dates } = test;
  const share = (part: number, all: number) => (all > 0 ? part / all : 0);
  const rows: Test[] = [
    { name: "brier", ours: { facts: { value: chance.brier } }, guess: { facts: { value: chance.naive_brier }, by: "brierGuess" }, verdict: lessIsBetter(chance.brier, chance.naive_brier) },
    { name: "orders", ours: { text: "ordersText", facts: { expected: Math.round(orders.expected), actual: orders.actual } } },
    { name: "mae", ours: { facts: { value: orders.mae } }, guess: { facts: { value: orders.naive_mae }, by: "maeGuess" }, verdict: lessIsBetter(orders.mae, orders.naive_mae) },
  ];
  if (warnings.warned > 0) {
    rows.push({
      name: "warnings",
      ours: { text: "warningsText", facts: { right: warnings.right, warned: warnings.warned, share: share(warnings.right, warnings.warned) } },
      guess: {
        text: "warningsText",
        facts: { right: warnings.naive_right, warned: warnings.warned, share: share(warnings.naive_right, warnings.warned) },
        by: "warningsGuess",
        byFacts: { share: share(warnings.silent, warnings.repeat_buyers) },
      },
      verdict: lessIsBetter(warnings.naive_right, warnings.right),
    });
    rows.push({ name: "recall", ours: { text: "recallText", facts: { right: warnings.right, silent: warnings.silent, share: share(warnings.right, warnings.silent) } } });
  }
  if (dates) {
    rows.push({
      name: "dates",
      ours: { text: "days", facts: { days: Math.round(dates.mae_days) } },
      guess: { text: "days", facts: { days: Math.round(dates.naive_mae_days) }, by: "datesGuess" },
      verdict: lessIsBetter(dates.mae_days, dates.naive_mae_days),
    });
  }
  return rows;
}

function lessIsBetter(ours: number, other: number): Verdict {
  if (Math.abs(ours - other) <= EQUAL * Math.max(Math.abs(ours), Math.abs(other))) return "equal";
  return ours < other ? "better" : "worse";
}

/** A point of the tracked line, with the days since the point before. */
export type Tracked = { until: string; since: string | null; expected: number; actual: number; unseen: boolean };

/** Repeat orders as expected and as they came, and which of them were unseen. */
export function trackedOf(test: Backtest): Tracked[] {
  const points = test.tracking ?? [];
  return points.map((point, place) => ({ ...point, since: points[place - 1]?.until ?? null, unseen: point.until > test.known_until }));
}

/** The models of orders, the best on unseen orders first. */
export function comparedModels(models: Record<string, ModelNote>): { name: string; used: boolean; likelihood: number | null; heldOut: number | null }[] {
  return Object.entries(models)
    .filter(([name]) => name.endsWith("nbd"))
    .map(([name, model]) => ({ name, used: model.used, likelihood: model.log_likelihood, heldOut: typeof model.quality?.held_out === "number" ? model.quality.held_out : null }))
    .toSorted((left, right) => (right.heldOut ?? -Infinity) - (left.heldOut ?? -Infinity) || (right.likelihood ?? -Infinity) - (left.likelihood ?? -Infinity));
}
