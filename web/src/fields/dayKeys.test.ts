import { expect, test } from "vitest";
import { addMonths, monthOf, weekOf } from "@/shared/format/weeks";
import { dayAfterKey } from "./dayKeys";

test("arrows go by days and weeks, pages by months, Home and End to the ends of the company's week", () => {
  const from = (key: string) => dayAfterKey(key, "2026-01-31", "sunday");
  expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].map(from)).toEqual(["2026-01-30", "2026-02-01", "2026-01-24", "2026-02-07", "2025-12-31", "2026-02-28", "2026-01-25", "2026-01-31"]);
  expect(from("a")).toBeUndefined();
});

test("a week begins as the company's does, over the turn of a month", () => {
  expect(weekOf("2026-03-01", "monday")).toEqual(["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(weekOf("2026-03-01", "sunday")[0]).toBe("2026-03-01");
  expect(weekOf("2026-03-01", "saturday")[0]).toBe("2026-02-28");
});

test("a month is whole weeks, and its last day stands for those that a shorter one has not", () => {
  expect(monthOf("2026-02-10", "sunday")).toHaveLength(28);
  expect(monthOf("2026-02-10", "monday")).toHaveLength(35);
  expect([addMonths("2028-01-31", 1), addMonths("2026-12-31", 2), addMonths("2026-03-31", -1)]).toEqual(["2028-02-29", "2027-02-28", "2026-02-28"]);
});
