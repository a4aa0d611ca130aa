import { expect, test } from "vitest";
import { startOfDay } from "./alerts";
import { weekOf } from "./week";

test("the day begins where the company is", () => {
  const now = new Date("2026-03-05T20:30:15.250Z");
  expect(startOfDay("Asia/Shanghai", now).toISOString()).toBe("2026-03-05T16:00:00.000Z");
  expect(startOfDay("UTC", now).toISOString()).toBe("2026-03-05T00:00:00.000Z");
});

test("a week runs from Monday to Sunday, over the turn of a month", () => {
  expect(weekOf("2026-03-01")).toEqual(["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(weekOf("2026-03-02")[0]).toBe("2026-03-02");
});
