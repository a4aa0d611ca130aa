import { expect, test } from "vitest";
import { workDaysOf } from "./workDays";
import { snoozeChoices } from "./snoozing";

const work = workDaysOf({ "company.work_days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "company.holidays": [{ date: "2026-12-07", name: "公司日" }] });

test("before a weekend the next day of business is offered beside tomorrow", () => {
  expect(snoozeChoices("2026-12-11", "monday", work)).toEqual([
    { name: "tomorrow", until: "2026-12-12", off: true },
    { name: "business", until: "2026-12-14", off: false },
  ]);
});

test("next week begins on its first day of business", () => {
  expect(snoozeChoices("2026-12-01", "monday", work).map(({ name, until }) => [name, until])).toEqual([
    ["tomorrow", "2026-12-02"],
    ["week", "2026-12-08"],
  ]);
  expect(snoozeChoices("2026-12-08", "sunday", work).at(-1)).toMatchObject({ name: "week", until: "2026-12-14" });
});

test("as long as the work days are not known, every day counts", () => {
  expect(snoozeChoices("2026-12-11", "monday", undefined).map(({ until }) => until)).toEqual(["2026-12-12", "2026-12-14"]);
});
