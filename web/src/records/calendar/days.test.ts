import { describe, expect, it } from "vitest";
import { dayOf, daysOf, onDay, stepped } from "./days";

describe("the days of a calendar", () => {
  it("are whole weeks that begin as the company's do", () => {
    const november = daysOf("month", "2026-11-30", "monday");
    expect([november[0], november.at(-1), november.length]).toEqual(["2026-10-26", "2026-12-06", 42]);
    expect(daysOf("month", "2027-02-14", "monday")).toHaveLength(28);
    const sunday = daysOf("month", "2026-11-30", "sunday");
    expect([sunday[0], sunday.at(-1), sunday.length]).toEqual(["2026-11-01", "2026-12-05", 35]);
    expect(daysOf("week", "2026-11-29", "monday")[0]).toBe("2026-11-23");
    expect(daysOf("week", "2026-11-29", "sunday")[0]).toBe("2026-11-29");
    expect(daysOf("week", "2026-11-29", "saturday")).toEqual(["2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]);
  });

  it("step by months without falling over short ones", () => {
    expect(stepped("month", "2026-01-31", 1)).toBe("2026-02-01");
    expect(stepped("month", "2026-01-31", -1)).toBe("2025-12-01");
    expect(stepped("week", "2026-01-01", -1)).toBe("2025-12-25");
  });

  it("are those of the company's time zone", () => {
    expect(dayOf("2026-11-29T17:30:00Z", "Asia/Shanghai")).toEqual({ day: "2026-11-30", time: "01:30" });
    expect(dayOf("2026-11-29", "Asia/Shanghai")).toEqual({ day: "2026-11-29", time: "" });
    expect(dayOf(null, "Asia/Shanghai")).toBeNull();
  });

  it("keep the time of what is moved to another day", () => {
    expect(onDay("2026-11-29T17:30:00.000Z", "2026-11-30", "2026-12-03")).toBe("2026-12-02T17:30:00.000Z");
    expect(onDay("2026-11-30", "2026-11-30", "2026-12-03")).toBe("2026-12-03");
  });
});
