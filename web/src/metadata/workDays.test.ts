import { expect, test } from "vitest";
import { isDayOff, workDayFrom, workDaysOf } from "./workDays";

const week = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const china = workDaysOf({ "company.work_days": week, "company.holidays": [{ date: "2026-10-01", name: "国庆节" }, { date: "2026-10-02", name: "国庆节" }, { date: "2026-10-10", name: "国庆调休", works: true }] });

test("a weekend and a holiday are days off", () => {
  expect(["2026-09-30", "2026-10-01", "2026-10-03", "2026-10-05"].map((day) => isDayOff(china, day))).toEqual([false, true, true, false]);
});

test("a weekend that is worked is no day off and keeps its name", () => {
  expect(["2026-10-10", "2026-10-11"].map((day) => isDayOff(china, day))).toEqual([false, true]);
  expect(workDayFrom(china, "2026-10-10")).toBe("2026-10-10");
  expect(china.holidays.get("2026-10-10")).toBe("国庆调休");
});

test("the next work day lies behind holidays and the weekend", () => {
  expect(workDayFrom(china, "2026-10-01")).toBe("2026-10-05");
  expect(workDayFrom(china, "2026-10-06")).toBe("2026-10-06");
});

test("a company that never works is not searched for ever", () => {
  expect(workDayFrom(workDaysOf({ "company.work_days": [] }), "2026-10-06")).toBe("2026-10-06");
});
