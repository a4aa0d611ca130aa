import { expect, test } from "vitest";
import type { FieldValue } from "@/metadata";
import { seriesAt } from "./series";

const next = (values: FieldValue[], type: string, count = 2) => Array.from({ length: count }, (_, at) => seriesAt(values, type, values.length + at));

test("two numbers make a step, one is repeated", () => {
  expect(next([1, 2], "number")).toEqual([3, 4]);
  expect(next([1, 2, 3], "number")).toEqual([4, 5]);
  expect(next(["0.10", "0.20"], "decimal")).toEqual(["0.30", "0.40"]);
  expect(next([10, 7], "number")).toEqual([4, 1]);
  expect(next([5], "number")).toEqual([undefined, undefined]);
  expect(next([1, 2, 4], "number")[0]).toBeUndefined();
  expect(seriesAt([3, 5], "number", -1)).toBe(1);
});

test("money keeps its currency, and two currencies make no series", () => {
  expect(next([{ amount: "10.50", currency: "CNY" }, { amount: "11.00", currency: "CNY" }], "money", 1)).toEqual([{ amount: "11.50", currency: "CNY" }]);
  expect(next([{ amount: "1", currency: "CNY" }, { amount: "2", currency: "USD" }], "money", 1)).toEqual([undefined]);
});

test("a day is followed by the next, two days by their step, ends of months by ends of months", () => {
  expect(next(["2026-02-28"], "date")).toEqual(["2026-03-01", "2026-03-02"]);
  expect(next(["2026-01-05", "2026-01-12"], "date")).toEqual(["2026-01-19", "2026-01-26"]);
  expect(next(["2026-01-31", "2026-02-28"], "date", 3)).toEqual(["2026-03-31", "2026-04-30", "2026-05-31"]);
  expect(next(["2026-01-15", "2026-02-15"], "date")).toEqual(["2026-03-15", "2026-04-15"]);
  expect(next(["2025-11-30", "2026-02-28"], "date", 1)).toEqual(["2026-05-31"]);
  expect(seriesAt(["2026-03-31", "2026-04-30"], "date", -1)).toBe("2026-02-28");
  expect(next(["2026-11-30T08:00:00.000Z"], "date_time", 1)).toEqual(["2026-12-01T08:00:00.000Z"]);
});

test("weekdays and months go round in every language", () => {
  expect(next(["Mon"], "text")).toEqual(["Tue", "Wed"]);
  expect(next(["周六"], "text")).toEqual(["周日", "周一"]);
  expect(next(["Oct", "Dec"], "text")).toEqual(["Feb", "Apr"]);
  expect(next(["星期一", "星期三"], "text")).toEqual(["星期五", "星期日"]);
  expect(seriesAt(["一月"], "text", -1)).toBe("十二月");
});

test("numbered names count on, with their noughts", () => {
  expect(next(["Shop 1"], "text")).toEqual(["Shop 2", "Shop 3"]);
  expect(next(["A-007", "A-009"], "text")).toEqual(["A-011", "A-013"]);
  expect(next(["1号店"], "text")).toEqual(["2号店", "3号店"]);
  expect(next(["Shop 1", "Store 2"], "text")[0]).toBeUndefined();
  expect(next(["茶庄"], "text")[0]).toBeUndefined();
  expect(seriesAt(["Shop 0"], "text", -1)).toBeUndefined();
});

test("gaps and other kinds begin no series", () => {
  expect(seriesAt([1, null], "number", 2)).toBeUndefined();
  expect(seriesAt(["a1"], "choice", 1)).toBeUndefined();
  expect(seriesAt(["13800138000"], "phone", 1)).toBeUndefined();
});
