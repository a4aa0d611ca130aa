import { describe, expect, it } from "vitest";
import { beginning, cellCount, fillFrom, fillRect, pasteRect, rectOf, sourceOf } from "./block";

const rect = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });

describe("a block of cells", () => {
  it("is the same whichever corner it was drawn from", () => {
    expect(rectOf({ focus: { row: 5, column: 3 }, head: { row: 2, column: 4 } })).toEqual(rect(2, 3, 5, 4));
    expect(rectOf({ focus: { row: 5, column: 3 }, head: null })).toEqual(rect(5, 3, 5, 3));
    expect(cellCount(rect(2, 3, 5, 4))).toBe(8);
  });
});

describe("filling", () => {
  it("goes along the axis on which the handle was pulled farther", () => {
    expect(fillRect(rect(2, 1, 3, 2), { row: 9, column: 3 })).toEqual(rect(2, 1, 9, 2));
    expect(fillRect(rect(2, 1, 3, 2), { row: 3, column: 5 })).toEqual(rect(2, 1, 3, 5));
    expect(fillRect(rect(2, 1, 3, 2), { row: 0, column: 1 })).toEqual(rect(0, 1, 3, 2));
    expect(fillRect(rect(2, 1, 3, 2), { row: 3, column: 2 })).toBeNull();
  });

  it("repeats the pattern in both directions", () => {
    const source = rect(2, 1, 3, 1);
    expect([4, 5, 6].map((row) => sourceOf(source, { row, column: 1 }).row)).toEqual([2, 3, 2]);
    expect([1, 0].map((row) => sourceOf(source, { row, column: 1 }).row)).toEqual([3, 2]);
  });

  it("with the keyboard takes the first row of the block, or the row above it", () => {
    expect(fillFrom(rect(2, 1, 5, 2), "down")).toEqual({ source: rect(2, 1, 2, 2), target: rect(3, 1, 5, 2) });
    expect(fillFrom(rect(2, 1, 2, 2), "down")).toEqual({ source: rect(1, 1, 1, 2), target: rect(2, 1, 2, 2) });
    expect(fillFrom(rect(0, 1, 0, 2), "down")).toBeNull();
    expect(fillFrom(rect(2, 0, 5, 0), "right")).toBeNull();
    expect(fillFrom(rect(2, 0, 5, 2), "right")).toEqual({ source: rect(2, 0, 5, 0), target: rect(2, 1, 5, 2) });
  });
});

describe("a block that is begun", () => {
  const filled = (...rows: number[]) => (row: number) => rows.includes(row);

  it("has at least two filled rows on top and nothing below them", () => {
    expect(beginning(rect(2, 1, 6, 1), filled(2, 3))).toEqual(rect(2, 1, 3, 1));
    expect(beginning(rect(2, 1, 6, 1), filled(2))).toBeNull();
    expect(beginning(rect(2, 1, 6, 1), filled(2, 3, 5))).toBeNull();
    expect(beginning(rect(2, 1, 3, 1), filled(2, 3))).toBeNull();
    expect(beginning(rect(2, 1, 6, 1), filled())).toBeNull();
  });
});

describe("pasting", () => {
  it("starts at the corner and repeats only where it fits evenly", () => {
    expect(pasteRect(rect(3, 1, 3, 1), 2, 3)).toEqual(rect(3, 1, 4, 3));
    expect(pasteRect(rect(3, 1, 8, 1), 1, 1)).toEqual(rect(3, 1, 8, 1));
    expect(pasteRect(rect(3, 1, 8, 2), 2, 2)).toEqual(rect(3, 1, 8, 2));
    expect(pasteRect(rect(3, 1, 7, 2), 2, 2)).toEqual(rect(3, 1, 4, 2));
  });
});
