import { describe, expect, it } from "vitest";
import type { FieldMeta, ObjectMeta, RecordRow } from "@/metadata";
import { stillMatches } from "./matching";
import { EMPTY_VIEW, type Filter } from "./viewState";

const field = (name: string, type: FieldMeta["type"]): FieldMeta => ({ name, type, labels: {} });
const object = { name: "order", title: "number", columns: [], fields: [field("status", "choice"), field("total", "money"), field("owner", "reference"), field("due_on", "date")] } as unknown as ObjectMeta;
const row: RecordRow = { id: "ord_1", version: 1, status: "draft", total: { amount: "120.50", currency: "CNY" }, owner: { id: "usr_1", object: "user", title: "王芳" }, due_on: "2026-11-20" };
const matches = (filters: Filter[], any: Filter[][] = [], changed: Partial<RecordRow> = {}) => stillMatches(object, { ...EMPTY_VIEW, filters, any }, { ...row, ...changed } as RecordRow, "usr_1");

describe("a record that was just edited", () => {
  it("is compared as the server compares it", () => {
    expect(matches([{ field: "status", op: "in", value: "draft,confirmed" }])).toBe(true);
    expect(matches([{ field: "status", op: "in", value: "draft,confirmed" }], [], { status: "done" })).toBe(false);
    expect(matches([{ field: "total", op: "between", value: "100,120" }])).toBe(false);
    expect(matches([{ field: "total", op: "gte", value: "120.5" }])).toBe(true);
    expect(matches([{ field: "owner", op: "in", value: "me" }])).toBe(true);
    expect(matches([{ field: "owner", op: "is_null", value: "true" }])).toBe(false);
    expect(matches([{ field: "due_on", op: "lte", value: "2026-11-19" }])).toBe(false);
  });

  it("needs one of each group", () => {
    const group: Filter[] = [
      { field: "status", op: "in", value: "done" },
      { field: "total", op: "gt", value: "100" },
    ];
    expect(matches([], [group])).toBe(true);
    expect(matches([], [group], { total: { amount: "1", currency: "CNY" } })).toBe(false);
  });

  it("stays where the browser cannot know: spans of days, texts, columns that were not loaded", () => {
    expect(matches([{ field: "due_on", op: "eq", value: "this_week" }])).toBe(true);
    expect(matches([{ field: "status", op: "contains", value: "x" }])).toBe(true);
    expect(stillMatches(object, { ...EMPTY_VIEW, filters: [{ field: "status", op: "in", value: "done" }] }, { id: "ord_1", version: 1 }, "usr_1")).toBe(true);
  });
});
