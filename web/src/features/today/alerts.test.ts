import { expect, test } from "vitest";
import { startOfDay } from "./alerts";

test("the day begins where the company is", () => {
  const now = new Date("2026-03-05T20:30:15.250Z");
  expect(startOfDay("Asia/Shanghai", now).toISOString()).toBe("2026-03-05T16:00:00.000Z");
  expect(startOfDay("UTC", now).toISOString()).toBe("2026-03-05T00:00:00.000Z");
});
