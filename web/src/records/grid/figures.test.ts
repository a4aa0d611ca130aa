import { expect, it } from "vitest";
import type { FieldMeta } from "@/metadata";
import { EMPTY_VIEW } from "../views/viewState";
import { figureOf, figureQuery, figuresOf } from "./figures";

const field = (name: string, type: FieldMeta["type"], more: Partial<FieldMeta> = {}): FieldMeta => ({ name, type, labels: {}, ...more });
const fields = [field("name", "text"), field("total", "roll_up", { result: "money" }), field("margin", "money"), field("count", "number"), field("tax", "money"), field("fourth", "money"), field("secret", "money", { access: "mask" })];

it("adds up the first money columns unless somebody chose otherwise", () => {
  expect(figuresOf(fields, EMPTY_VIEW)).toEqual({ total: "sum", margin: "sum", tax: "sum" });
  expect(figuresOf(fields, { ...EMPTY_VIEW, figures: { total: "none", count: "avg", fourth: "max", secret: "sum" } })).toEqual({ margin: "sum", tax: "sum", count: "avg", fourth: "max" });
});

it("asks for each kind of figure once", () => {
  expect(figureQuery({ total: "sum", margin: "sum", count: "avg" })).toEqual({ sum: "total,margin", avg: "count" });
  const row = { count: 2, sum: { total: { amount: "3", currency: "CNY" } }, avg: { count: "1.5" } };
  expect(figureOf(row, { total: "sum", count: "avg" }, "count")).toBe("1.5");
  expect(figureOf(row, { total: "sum" }, "margin")).toBeNull();
});
