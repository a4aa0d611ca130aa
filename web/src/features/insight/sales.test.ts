import { expect, test } from "vitest";
import { ahead, bandOf, type SalesSeries } from "./sales";

const money = (amount: number) => ({ amount: String(amount), currency: "CNY" });
const month = (at: number) => ({ month: `m${at}`, first: "", last: "", amount: money(at) });
const step = (expected: number) => ({ month: "", expected: money(expected), lower80: money(expected - 10), upper80: money(expected + 20), lower95: money(0), upper95: money(0) });
const series = (months: number, next: number[]): SalesSeries => ({ past: Array.from({ length: months }, (_, at) => month(at)), ahead: next.map(step), method: null, tested: null });

test("the months to come are held against the same months of the year before", () => {
  expect(ahead(series(14, [100, 200]))).toEqual({ months: 2, expected: { amount: "300.00", currency: "CNY" }, yearBefore: 2 + 3 });
  expect(ahead(series(11, [100]))?.yearBefore).toBeNull();
  expect(ahead(series(14, []))).toBeNull();
});

test("a band begins at its lower bound and is as wide as the two lie apart", () => {
  expect(bandOf([step(5)])).toEqual({ low: [-5], width: [30] });
});
