import { expect, test } from "vitest";
import { trendOf } from "./trend";

test("a change has a way and a size", () => {
  expect(trendOf(200, 250)).toEqual({ way: "up", share: 0.25 });
  expect(trendOf(200, 150)).toEqual({ way: "down", share: 0.25 });
});

test("what rounds to nothing is level, and nothing before is no comparison", () => {
  expect(trendOf(1000, 1004)).toEqual({ way: "level", share: 0 });
  expect([trendOf(0, 5), trendOf(-3, 5), trendOf(5, Number.NaN)]).toEqual([null, null, null]);
});
