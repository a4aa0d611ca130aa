import { describe, expect, it } from "vitest";
import type { Change } from "../useChanges";
import { type Entry, foldedChanges, interleaved, isComing, isWanted } from "./entries";

const change = (seq: number, at: string, who: string | null, fields: string[], kind = "update"): Change => ({
  seq, at, kind, cause: null, actor: who ? { id: `usr_${who}`, title: who } : null, changes: Object.fromEntries(fields.map((field) => [field, { before: null, after: 1 }])),
});

const entry = (id: string, at: string, kind = "activity", record: Record<string, string> = {}): Entry => ({ id, at, kind, object: kind, record: { id, version: 1, ...record }, actor: null });

describe("changes on the timeline", () => {
  it("of one person in one go are one line", () => {
    const folds = foldedChanges([
      change(5, "2026-11-30T10:20:00Z", "王芳", ["phone"]),
      change(4, "2026-11-30T10:10:00Z", "王芳", ["phone", "email"]),
      change(3, "2026-11-30T10:09:00Z", "李雷", ["grade"]),
      change(2, "2026-11-30T08:00:00Z", "李雷", ["grade"]),
      change(1, "2026-11-30T08:00:00Z", "李雷", ["name"], "create"),
    ]);
    expect(folds.map((fold) => [fold.who, fold.kind, fold.fields])).toEqual([
      ["王芳", "update", ["phone", "email"]],
      ["李雷", "update", ["grade"]],
      ["李雷", "update", ["grade"]],
      ["李雷", "create", ["name"]],
    ]);
  });

  it("stand among the entries, and wait while older entries are not loaded", () => {
    const entries = [entry("a", "2026-11-30T10:00:00Z"), entry("b", "2026-11-20T10:00:00Z")];
    const folds = foldedChanges([change(2, "2026-11-25T10:00:00Z", "王芳", ["phone"]), change(1, "2026-11-01T10:00:00Z", "王芳", ["name"])]);
    expect(interleaved(entries, folds, "more").map((line) => line.at.slice(8, 10))).toEqual(["30", "25", "20"]);
    expect(interleaved(entries, folds, "all")).toHaveLength(4);
  });
});

describe("the filter of the timeline", () => {
  it("tells kinds of activity apart", () => {
    expect(isWanted(entry("a", "", "activity", { kind: "meeting" }), "visits")).toBe(true);
    expect(isWanted(entry("a", "", "activity", { kind: "call" }), "visits")).toBe(false);
    expect(isWanted(entry("c", "", "comment"), "notes")).toBe(true);
    expect(isWanted(entry("o", "", "order"), "orders")).toBe(true);
  });

  it("puts only later days above the past", () => {
    expect(isComing(entry("a", "2026-12-02T00:00:00Z"), "2026-12-01T09:00:00Z")).toBe(true);
    expect(isComing(entry("a", "2026-12-01T23:00:00Z"), "2026-12-01T09:00:00Z")).toBe(false);
  });
});
