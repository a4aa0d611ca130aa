import { expect, test } from "vitest";
import { monthsUpTo, OFTEN, spanOf, spanText } from "./buckets";

test("every number of purchases lies in one span", () => {
  expect([1, 2, 3, 4, 5, 9, 10, 19, 20, 400].map((count) => spanText(OFTEN[spanOf(count, OFTEN)] ?? OFTEN[0]))).toEqual(["1", "2", "3", "4–5", "4–5", "6–9", "10–19", "10–19", "20+", "20+"]);
  expect(spanOf(0, OFTEN)).toBe(-1);
});

test("months run up to the one of the day, over the turn of the year", () => {
  expect(monthsUpTo("2026-02-28", 3)).toEqual([
    { name: "2025-12", from: "2025-12-01", to: "2025-12-31" },
    { name: "2026-01", from: "2026-01-01", to: "2026-01-31" },
    { name: "2026-02", from: "2026-02-01", to: "2026-02-28" },
  ]);
});
