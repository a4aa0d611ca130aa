export type CellFocus = { row: number; column: number };

export type Bounds = { rows: number; columns: number; page: number };

export type Stroke = { key: string; ctrl: "up" | "down"; shift: "up" | "down" };

/** Where a key moves the focused cell to, or null when the key does not move it. */
export function moveFocus(focus: CellFocus, stroke: Stroke, bounds: Bounds): CellFocus | null {
  const held = stroke.ctrl === "down";
  switch (stroke.key) {
    case "ArrowUp":
      return within({ ...focus, row: held ? 0 : focus.row - 1 }, bounds);
    case "ArrowDown":
      return within({ ...focus, row: held ? bounds.rows - 1 : focus.row + 1 }, bounds);
    case "ArrowLeft":
      return within({ ...focus, column: held ? 0 : focus.column - 1 }, bounds);
    case "ArrowRight":
      return within({ ...focus, column: held ? bounds.columns - 1 : focus.column + 1 }, bounds);
    case "PageUp":
      return within({ ...focus, row: focus.row - bounds.page }, bounds);
    case "PageDown":
      return within({ ...focus, row: focus.row + bounds.page }, bounds);
    case "Home":
      return within({ row: held ? 0 : focus.row, column: 0 }, bounds);
    case "End":
      return within({ row: held ? bounds.rows - 1 : focus.row, column: bounds.columns - 1 }, bounds);
    default:
      return null;
  }
}

/** Tab walks the cells of a row and goes on in the next one, as in a spreadsheet; at the ends it leaves the grid. */
export function tabFocus(focus: CellFocus, direction: "forward" | "backward", bounds: Bounds): CellFocus | null {
  const place = focus.row * bounds.columns + focus.column + (direction === "forward" ? 1 : -1);
  if (place < 0 || place >= bounds.rows * bounds.columns) return null;
  return { row: Math.floor(place / bounds.columns), column: place % bounds.columns };
}

function within(focus: CellFocus, bounds: Bounds): CellFocus {
  return {
    row: Math.max(0, Math.min(bounds.rows - 1, focus.row)),
    column: Math.max(0, Math.min(bounds.columns - 1, focus.column)),
  };
}
