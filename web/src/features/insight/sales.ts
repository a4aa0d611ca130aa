import type { Money } from "@/shared/format";
import { major } from "./sums";

export type SalesMonth = { month: string; first: string; last: string; amount: Money };

export type AheadMonth = { month: string; expected: Money; lower80: Money; upper80: Money; lower95: Money; upper95: Money };

export type SalesSeries = { past: SalesMonth[]; ahead: AheadMonth[]; method: string | null; tested: { months: number; error: number; naive_error: number } | null };

export type Sales = { as_of: string | null; turnover: SalesSeries | null; margin: SalesSeries | null };

/** The band in the two parts that a chart stacks: where it begins, and how wide it is. */
export function bandOf(months: AheadMonth[]): { low: number[]; width: number[] } {
  return { low: months.map(({ lower80 }) => major(lower80)), width: months.map(({ lower80, upper80 }) => major(upper80) - major(lower80)) };
}

const YEAR = 12;

/** All the months to come together, and the same months a year before where they are known. */
export function ahead({ past, ahead: next }: SalesSeries): { months: number; expected: Money; yearBefore: number | null } | null {
  const [first] = next;
  if (!first) return null;
  const sum = next.reduce((so, { expected }) => so + major(expected), 0);
  const before = past.slice(past.length - YEAR, past.length - YEAR + next.length);
  const known = past.length >= YEAR && before.length === next.length;
  return {
    months: next.length,
    expected: { amount: sum.toFixed(2), currency: first.expected.currency },
    yearBefore: known ? before.reduce((so, { amount }) => so + major(amount), 0) : null,
  };
}
