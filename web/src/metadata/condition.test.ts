import { describe, expect, it } from "vitest";
import { verdictOf } from "./condition";
import type { ObjectMeta, RecordRow } from "./types";

const order = {
  fields: [
    { name: "status", type: "choice", labels: {}, options: [{ value: "draft", kind: "open", labels: {} }, { value: "done", kind: "won", labels: {} }] },
    { name: "kind", type: "choice", labels: {} },
    { name: "total", type: "roll_up", result: "money", labels: {} },
    { name: "count", type: "decimal", labels: {} },
    { name: "ordered_on", type: "date", labels: {} },
    { name: "paid", type: "boolean", labels: {} },
    { name: "note", type: "text", labels: {} },
    { name: "owner", type: "reference", labels: {} },
  ],
} as unknown as ObjectMeta;

const row: RecordRow = {
  id: "ord_1", version: 1, status: "draft", kind: "sale", total: { amount: "120.50", currency: "CNY" }, count: "10", ordered_on: "2026-11-30", paid: false, note: null,
  owner: { id: "usr_1", object: "user", title: "王芳" },
};

describe("a condition over a record", () => {
  it.each([
    ["status.kind = 'open'", "yes"],
    ["status = 'done' or kind = 'sale'", "yes"],
    ["status = 'done' or kind = 'return' and true", "no"],
    ["not (status = 'done')", "yes"],
    ["status in ('draft', 'done') and kind not in ('return')", "yes"],
    ["total > 120 and total <= 120.5", "yes"],
    ["count > 9", "yes"],
    ["ordered_on < '2026-12-01'", "yes"],
    ["paid", "no"],
    ["not paid", "yes"],
    ["note = null", "yes"],
    ["note < 'a'", "no"],
    ["owner = 'usr_1'", "yes"],
    ["note = 'it''s'", "no"],
  ])("%s: %s", (condition, verdict) => {
    expect(verdictOf(order, row, condition)).toBe(verdict);
  });

  it.each(["days_between(today(), ordered_on) > 3", "total * 2 > 5", "customer.name = 'x'", "status =", "(status = 'draft'", "nonsense = 1"])("%s is for the server", (condition) => {
    expect(verdictOf(order, row, condition)).toBe("beyond reading");
  });
});
