import { describe, expect, it } from "vitest";
import { moveFocus, type Stroke, tabFocus } from "./focus";

const bounds = { rows: 100, columns: 5, page: 20 };
const press = (key: string, ctrl: Stroke["ctrl"] = "up"): Stroke => ({ key, ctrl, shift: "up" });

describe("moving the cell", () => {
  it("stays inside the grid", () => {
    expect(moveFocus({ row: 0, column: 0 }, press("ArrowUp"), bounds)).toEqual({ row: 0, column: 0 });
    expect(moveFocus({ row: 99, column: 4 }, press("ArrowRight"), bounds)).toEqual({ row: 99, column: 4 });
    expect(moveFocus({ row: 95, column: 1 }, press("PageDown"), bounds)).toEqual({ row: 99, column: 1 });
  });

  it("jumps to the ends as a spreadsheet does", () => {
    expect(moveFocus({ row: 50, column: 3 }, press("Home"), bounds)).toEqual({ row: 50, column: 0 });
    expect(moveFocus({ row: 50, column: 3 }, press("Home", "down"), bounds)).toEqual({ row: 0, column: 0 });
    expect(moveFocus({ row: 50, column: 3 }, press("End", "down"), bounds)).toEqual({ row: 99, column: 4 });
    expect(moveFocus({ row: 50, column: 3 }, press("ArrowDown", "down"), bounds)).toEqual({ row: 99, column: 3 });
  });

  it("leaves other keys alone", () => {
    expect(moveFocus({ row: 0, column: 0 }, press("a"), bounds)).toBeNull();
  });
});

describe("Tab", () => {
  it("goes on in the next row and leaves at the ends", () => {
    expect(tabFocus({ row: 0, column: 4 }, "forward", bounds)).toEqual({ row: 1, column: 0 });
    expect(tabFocus({ row: 0, column: 0 }, "backward", bounds)).toBeNull();
    expect(tabFocus({ row: 99, column: 4 }, "forward", bounds)).toBeNull();
  });
});
