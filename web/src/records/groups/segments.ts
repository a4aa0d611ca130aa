import { type FieldMeta, type FieldValue, isEmpty } from "@/metadata";
import type { FigureRow } from "../grid/figures";
import type { Condition } from "../views/viewQuery";

/** A group in a list: its head stands at `head`, its records follow when it is open. */
export type Segment = { key: string; value: FieldValue; figures: FigureRow; head: number; count: number; isOpen: boolean };

export type GroupBy = { field: FieldMeta; period: "day" | "month" | "year" | null };

const MOST = 500;
const NOTHING = "";

export function groupKey(value: FieldValue): string {
  return isEmpty(value) ? NOTHING : String(value);
}

/** The groups in the order of a person: options as they were declared, months from the latest, others by size; without a value last. */
export function segmentsOf({ field, period }: GroupBy, rows: FigureRow[], closed: ReadonlySet<string>): Segment[] {
  const valueOf = (row: FigureRow) => row.group?.[field.name];
  const place = (row: FigureRow) => field.options?.findIndex((option) => option.value === valueOf(row)) ?? -1;
  const sorted = rows.toSorted((left, right) => {
    const [a, b] = [groupKey(valueOf(left)), groupKey(valueOf(right))];
    if (a === NOTHING || b === NOTHING) return a === b ? 0 : a === NOTHING ? 1 : -1;
    if (period) return a < b ? 1 : -1;
    if (field.options?.length) return place(left) - place(right);
    return right.count - left.count;
  });
  let head = 0;
  return sorted.slice(0, MOST).map((row) => {
    const value = valueOf(row);
    const key = groupKey(value);
    const isOpen = !closed.has(key);
    const segment = { key, value, figures: row, head, count: row.count, isOpen };
    head += 1 + (isOpen ? row.count : 0);
    return segment;
  });
}

export function rowsOf(segments: Segment[]): number {
  const last = segments.at(-1);
  return last ? last.head + 1 + (last.isOpen ? last.count : 0) : 0;
}

/** The group that a row of the list belongs to. */
export function segmentAt(segments: Segment[], index: number): Segment | undefined {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.head ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const found = segments[low];
  return found && index < rowsOf(segments) ? found : undefined;
}

/** Which records a group holds. */
export function groupCondition({ field, period }: GroupBy, value: FieldValue): Condition {
  if (isEmpty(value)) return { field: field.name, op: "is_null", value: true };
  const text = String(value);
  if (period) {
    const [first, after] = spanOf(text);
    return { all: [{ field: field.name, op: "gte", value: first }, { field: field.name, op: "lt", value: after }] };
  }
  if (field.type === "boolean" || field.result === "boolean") return { field: field.name, op: "eq", value: text };
  return { field: field.name, op: "in", value: [text] };
}

/** The first day of a period such as 2026, 2026-03 or 2026-03-09, and the first day after it. */
export function spanOf(period: string): [string, string] {
  const [year = 0, month, day] = period.split("-").map(Number);
  const first = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const after = day !== undefined ? Date.UTC(year, (month ?? 1) - 1, day + 1) : month !== undefined ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return [first.toISOString().slice(0, 10), new Date(after).toISOString().slice(0, 10)];
}
