import { describe, expect, it } from "vitest";
import { dayOf, daysOf, mondayOf, onDay, stepped } from "./days";

describe("the days of a calendar", () => {
  it("are whole weeks from Monday on", () => {
    const november = daysOf("month", "2026-11-30");
    expect([november[0], november.at(-1), november.length]).toEqual(["2026-10-26", "2026-12-06", 42]);
    expect(daysOf("month", "2027-02-14")).toHaveLength(28);
    expect(daysOf("week", "2026-11-29")).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]);
    expect(mondayOf("2026-11-30")).toBe("2026-11-30");
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
