import type { CellFocus } from "./focus";

/** A rectangle of cells, both corners included. */
export type Rect = { top: number; left: number; bottom: number; right: number };

/** The focused cell, and the opposite corner of the block that was drawn from it. */
export type Block = { focus: CellFocus; head: CellFocus | null };

export function rectOf({ focus, head }: Block): Rect {
  const other = head ?? focus;
  return {
    top: Math.min(focus.row, other.row),
    left: Math.min(focus.column, other.column),
    bottom: Math.max(focus.row, other.row),
    right: Math.max(focus.column, other.column),
  };
}

export function isOneCell(rect: Rect): boolean {
  return rect.top === rect.bottom && rect.left === rect.right;
}

export function cellCount(rect: Rect): number {
  return (rect.bottom - rect.top + 1) * (rect.right - rect.left + 1);
}

export function contains(rect: Rect, row: number): boolean {
  return row >= rect.top && row <= rect.bottom;
}

/** Where the fill handle reaches: along one axis only, the one on which it was pulled farther. */
export function fillRect(source: Rect, at: CellFocus): Rect | null {
  const down = at.row > source.bottom ? at.row - source.bottom : Math.min(0, at.row - source.top);
  const right = at.column > source.right ? at.column - source.right : Math.min(0, at.column - source.left);
  if (down === 0 && right === 0) return null;
  if (Math.abs(down) >= Math.abs(right)) return down > 0 ? { ...source, bottom: at.row } : { ...source, top: at.row };
  return right > 0 ? { ...source, right: at.column } : { ...source, left: at.column };
}

/** The cell of the source that a filled cell repeats. */
export function sourceOf(source: Rect, cell: CellFocus): CellFocus {
  return {
    row: source.top + modulo(cell.row - source.top, source.bottom - source.top + 1),
    column: source.left + modulo(cell.column - source.left, source.right - source.left + 1),
  };
}

/** A block whose first rows are filled and whose others are empty asks to be continued: how many begin it, or none. */
export function beginning(rect: Rect, isFilled: (row: number) => boolean): Rect | null {
  let last = rect.top;
  while (last <= rect.bottom && isFilled(last)) last += 1;
  for (let row = last; row <= rect.bottom; row += 1) if (isFilled(row)) return null;
  return last - rect.top < 2 || last > rect.bottom ? null : { ...rect, bottom: last - 1 };
}

/** Ctrl+D repeats the first row of a block downwards; on a single row, the row above it. Ctrl+R likewise to the right. */
export function fillFrom(rect: Rect, direction: "down" | "right"): { source: Rect; target: Rect } | null {
  if (direction === "down") {
    if (rect.top === rect.bottom) return rect.top === 0 ? null : { source: { ...rect, top: rect.top - 1, bottom: rect.top - 1 }, target: rect };
    return { source: { ...rect, bottom: rect.top }, target: { ...rect, top: rect.top + 1 } };
  }
  if (rect.left === rect.right) return rect.left === 0 ? null : { source: { ...rect, left: rect.left - 1, right: rect.left - 1 }, target: rect };
  return { source: { ...rect, right: rect.left }, target: { ...rect, left: rect.left + 1 } };
}

/** Where pasted cells go: from the top left corner on, repeated when the block is a multiple of what was copied. */
export function pasteRect(rect: Rect, rows: number, columns: number): Rect {
  const height = rect.bottom - rect.top + 1;
  const width = rect.right - rect.left + 1;
  const down = height > rows && height % rows === 0 ? height : rows;
  const right = width > columns && width % columns === 0 ? width : columns;
  return { top: rect.top, left: rect.left, bottom: rect.top + down - 1, right: rect.left + right - 1 };
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
