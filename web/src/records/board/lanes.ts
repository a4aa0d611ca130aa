import type { FieldMeta, FieldValue, Option, RecordRow } from "@/metadata";
import type { FigureRow } from "../grid/figures";

/** A lane of a board: one option, or the records without any. */
export type Lane = { value: string | null; option: Option | null; count: number; amount: FieldValue };

/** A card that was dropped but is not yet where the server says it is: seen at once, in its new lane. */
export type Move = { row: RecordRow; from: string | null; to: string | null };

export function laneKey(value: string | null): string {
  return value ?? "";
}

export function lanesOf(field: FieldMeta, rows: FigureRow[], amount: FieldMeta | undefined): Lane[] {
  const found = new Map(rows.map((row) => [laneKey((row.group?.[field.name] as string | null) ?? null), row]));
  const lane = (value: string | null, option: Option | null): Lane => {
    const row = found.get(laneKey(value));
    return { value, option, count: row?.count ?? 0, amount: amount ? (row?.sum?.[amount.name] ?? null) : null };
  };
  const lanes = (field.options ?? []).map((option) => lane(option.value, option));
  return found.has("") || !field.required ? [lane(null, null), ...lanes].filter((one) => one.value !== null || one.count > 0) : lanes;
}

/** The cards of a lane with those that are on their way out or in; what comes in stands on top. */
export function cardsOf(lane: Lane, loaded: RecordRow[], moves: Move[]): RecordRow[] {
  const moved = new Set(moves.map((move) => move.row.id));
  const arriving = moves.filter((move) => move.to === lane.value).map((move) => move.row);
  return [...arriving, ...loaded.filter((row) => !moved.has(row.id))];
}

/** Counts change with the drop, not with the answer. */
export function countOf(lane: Lane, moves: Move[]): number {
  const arriving = moves.filter((move) => move.to === lane.value && move.from !== lane.value).length;
  const leaving = moves.filter((move) => move.from === lane.value && move.to !== lane.value).length;
  return lane.count + arriving - leaving;
}
