import { expect, test } from "vitest";
import { verdictOf } from "./effect";

test("only an interval without 0 is an answer", () => {
  const of = (interval: [number, number]) => verdictOf({ difference: 0, interval, p: 1, adjusted: 0, adjusted_interval: interval });
  expect(of([0.1, 2])).toBe("more");
  expect(of([-2, -0.1])).toBe("less");
  expect(of([-0.1, 2])).toBe("unclear");
  const money = (amount: string) => ({ amount, currency: "CNY" });
  expect(verdictOf({ difference: money("1.00"), interval: [money("-0.50"), money("10.00")], p: 1, adjusted: 0, adjusted_interval: [0, 0] })).toBe("unclear");
});
