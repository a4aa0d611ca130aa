import type { PurchaseMonth } from "./portrait";

/** Two whole years, and the month that is not over yet. */
export const MONTHS = 25;

export type Bar = { month: string; orders: number; turnover: number; margin: number };

/** The last months without a gap: a month in which he bought nothing is a month too. */
export function barsOf(months: PurchaseMonth[], now: string): Bar[] {
  const known = new Map(months.map((month) => [month.month, month]));
  return Array.from({ length: MONTHS }, (_, place) => {
    const month = monthBefore(now, MONTHS - 1 - place);
    const found = known.get(month);
    return { month, orders: found?.orders ?? 0, turnover: Number(found?.turnover?.amount ?? 0), margin: Number(found?.margin?.amount ?? 0) };
  });
}

function monthBefore(month: string, count: number): string {
  const whole = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, "0")}`;
}
