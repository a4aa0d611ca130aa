import { expect, test } from "vitest";
import { EMPTY_FIELD, fieldBody, optionBodies, possibleResets, resetOf } from "./fieldDraft";

const option = (key: number, en: string, value: string | null = null) => ({ key, value, labels: { en }, color: "blue", kind: null });

test("a field is named in all three languages even when one was given", () => {
  const body = fieldBody({ ...EMPTY_FIELD, labels: { "zh-Hans": "送货星期", en: "Delivery day" } });
  expect(body).toMatchObject({ name: "x_delivery_day", labels: { en: "Delivery day", "zh-Hans": "送货星期" } });
});

test("two options of the same name get values of their own, and known ones keep theirs", () => {
  expect(optionBodies([option(0, "Red"), option(1, "Red"), option(2, "Red", "x_red_3"), option(3, " ")]).map((body) => body.value)).toEqual(["x_red", "x_red_2", "x_red_3"]);
});

test("only what belongs to the type is sent", () => {
  expect(fieldBody({ ...EMPTY_FIELD, labels: { en: "Count" }, type: "roll_up", child: "order.customer", required: true })).toEqual({
    name: "x_count",
    type: "roll_up",
    labels: { en: "Count", "zh-Hans": "Count", "zh-Hant": "Count" },
    rollup: { of: "order", by: "customer", op: "count" },
    result: "number",
  });
});

test("a number begins again only as often as it names the time", () => {
  expect(possibleResets("A-{0000}")).toEqual(["never"]);
  expect(possibleResets("A-{YY}-{0000}")).toEqual(["never", "year"]);
  expect(possibleResets("{MM}{DD}-{0000}")).toEqual(["never"]);
  expect(possibleResets("{YYYY}{MM}{DD}-{0000}")).toEqual(["never", "year", "month", "day"]);
  expect(resetOf({ format: "YP-{YYYY}-{000}", reset: "month" })).toBe("year");
  expect(resetOf({ format: "YP-{YYYY}-{000}", reset: "never" })).toBe("never");
});
