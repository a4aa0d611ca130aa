import { describe, expect, it } from "vitest";
import type { FieldMeta } from "@/metadata";
import { type GroupBy, groupCondition, rowsOf, segmentAt, segmentsOf, spanOf } from "./segments";

const tier: GroupBy = { field: { name: "tier", type: "choice", labels: {}, options: [{ value: "high", labels: {} }, { value: "low", labels: {} }] }, period: null };
const month: GroupBy = { field: { name: "on", type: "date", labels: {} } as FieldMeta, period: "month" };
const rows = [
  { group: { tier: null }, count: 2 },
  { group: { tier: "low" }, count: 3 },
  { group: { tier: "high" }, count: 1 },
];

describe("groups of a list", () => {
  it("stand in the order of their options, those without a value last", () => {
    const segments = segmentsOf(tier, rows, new Set());
    expect(segments.map((segment) => [segment.key, segment.head])).toEqual([["high", 0], ["low", 2], ["", 6]]);
    expect(rowsOf(segments)).toBe(9);
  });

  it("give up their rows when they are closed", () => {
    const segments = segmentsOf(tier, rows, new Set(["low"]));
    expect(segments.map((segment) => segment.head)).toEqual([0, 2, 3]);
    expect(rowsOf(segments)).toBe(6);
    expect([0, 1, 2, 3, 5].map((index) => segmentAt(segments, index)?.key)).toEqual(["high", "high", "low", "", ""]);
    expect(segmentAt(segments, 6)).toBeUndefined();
  });

  it("put the latest month first", () => {
    expect(segmentsOf(month, [{ group: { on: "2025-12" }, count: 1 }, { group: { on: "2026-02" }, count: 1 }], new Set()).map((segment) => segment.key)).toEqual(["2026-02", "2025-12"]);
  });

  it("ask the server for just their records", () => {
    expect(groupCondition(tier, "low")).toEqual({ field: "tier", op: "in", value: ["low"] });
    expect(groupCondition(tier, null)).toEqual({ field: "tier", op: "is_null", value: true });
    expect(groupCondition(month, "2026-02")).toEqual({ all: [{ field: "on", op: "gte", value: "2026-02-01" }, { field: "on", op: "lt", value: "2026-03-01" }] });
    expect(spanOf("2025-12")).toEqual(["2025-12-01", "2026-01-01"]);
    expect(spanOf("2025")).toEqual(["2025-01-01", "2026-01-01"]);
    expect(spanOf("2024-02-29")).toEqual(["2024-02-29", "2024-03-01"]);
  });
});
