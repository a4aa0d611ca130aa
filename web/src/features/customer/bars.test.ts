import { expect, it } from "vitest";
import { barsOf, MONTHS } from "./bars";

it("shows two whole years without a gap, over the turn of the year", () => {
  const cny = (amount: string) => ({ amount, currency: "CNY" });
  const bars = barsOf([{ month: "2026-01", orders: 2, turnover: cny("300.50"), margin: cny("90") }, { month: "2020-01", orders: 1, turnover: cny("1"), margin: null }], "2026-02");
  expect(bars).toHaveLength(MONTHS);
  expect([bars[0]?.month, bars.at(-1)?.month]).toEqual(["2024-02", "2026-02"]);
  expect(bars.at(-2)).toEqual({ month: "2026-01", orders: 2, turnover: 300.5, margin: 90 });
  expect(bars.reduce((sum, bar) => sum + bar.orders, 0)).toBe(2);
});
