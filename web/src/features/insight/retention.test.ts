import { expect, test } from "vitest";
import { leversOf, niceAbove, valueOf } from "./retention";

const money = (amount: string) => ({ amount, currency: "CNY" });
const start = { group: 0, stay: 0.72, margin: money("1830.55"), growth: 0.04, discount: 0.1, winning: money("0") };

test("amounts can be pulled to about four times of what they are", () => {
  const levers = Object.fromEntries(leversOf(start).map((lever) => [lever.name, lever.most]));
  expect(levers).toEqual({ stay: 0.99, margin: 10_000, growth: 0.5, discount: 0.4, winning: 10_000 });
  expect(leversOf({ ...start, margin: money("0") })[1]?.most).toBe(10);
});

test("a border is 1, 2 or 5 with zeros", () => {
  expect([0, 0.3, 1, 17, 20, 501, 4_000].map(niceAbove)).toEqual([0, 0.5, 1, 20, 20, 1000, 5000]);
});

test("amounts and shares are read alike", () => {
  expect([valueOf(start, "margin"), valueOf(start, "stay")]).toEqual([1830.55, 0.72]);
});
