import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, type ObjectMeta, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { toast } from "@/shared/ui";
import { type RefusedCell, useHistory, useWriteCells, type Way, type Window } from "../rows";
import { cellCount, pasteRect, type Rect } from "./block";
import { cellText } from "./cellText";
import type { Column } from "./columns";
import type { Copied, FillWay, Plan } from "./paste";
import { toTsv } from "./tsv";

/** What is wrong with cells of one record, in words; rows compare it by identity. */
export type RowProblems = Record<string, string>;

const MOST_CELLS = 50_000;
const NO_PROBLEMS: ReadonlyMap<string, RowProblems> = new Map();

let copied: Copied | null = null;

/** Everything that happens to a block of cells: copy, paste, fill, clear, undo. */
export function useCells(object: ObjectMeta, columns: Column[], rows: Window) {
  const { t } = useTranslation();
  const code = useCodeText();
  const catalog = useCatalog();
  const formats = useFormats();
  const naming = useNaming();
  const write = useWriteCells(object);
  const step = useHistory(object);
  const problemText = useProblemText();
  const [problems, setProblems] = useState(NO_PROBLEMS);

  const carryOut = async (plan: Plan, outside = 0) => {
    setProblems((current) => withProblems(current, plan.changes, []));
    const outcome = await write(plan.changes);
    const refused = [...plan.refused, ...outcome.refused];
    const words = refused.map((cell) => ({ ...cell, text: problemOf(cell) }));
    setProblems((current) => withProblems(current, outcome.saved, words));
    const parts = [
      refused.length > 0 ? t("records.cellsRefused", { count: refused.length }) : "",
      outside > 0 ? t("records.rowsOutside", { count: outside }) : "",
    ].filter(Boolean);
    if (parts.length > 0) toast(parts.join(" "), { tone: "problem" });
    else if (outcome.saved.length > 1) toast(t("records.cellsChanged", { count: outcome.saved.length }), { action: { label: t("general.undo"), run: () => void step("undo") } });
  };

  const problemOf = (cell: RefusedCell) => code("errors.field", cell.code, cell.params);

  const isTooLarge = (rect: Rect) => {
    if (cellCount(rect) <= MOST_CELLS) return false;
    toast(t("records.tooManyCells", { count: MOST_CELLS }), { tone: "problem" });
    return true;
  };

  const cellsOf = async (rect: Rect) => ({ columns, rect, rows: await rows.load(rect.top, rect.bottom) });

  const textOf = (rect: Rect, block: (RecordRow | undefined)[]): string => {
    const chosen = columns.slice(rect.left, rect.right + 1);
    const text = toTsv(block.map((row) => chosen.map((column) => cellText(column, row?.[column.field.name], formats, naming))));
    copied = { text, values: block.map((row) => chosen.map((column) => ({ field: column.field, value: row?.[column.field.name] }))) };
    return text;
  };

  /** The text for the clipboard; rows that are not here yet are fetched, and the text follows a moment later. */
  const copy = (rect: Rect): string | null => {
    if (isTooLarge(rect)) return null;
    const block: (RecordRow | undefined)[] = [];
    for (let row = rect.top; row <= rect.bottom; row += 1) block.push(rows.rowAt(row));
    if (block.every((row, at) => row || rows.isGroup?.(rect.top + at))) return textOf(rect, block);
    void rows.load(rect.top, rect.bottom).then((loaded) => navigator.clipboard.writeText(textOf(rect, loaded)), (error: unknown) => toast(problemText(error), { tone: "problem" }));
    return null;
  };

  const paste = async (rect: Rect, text: string): Promise<Rect | null> => {
    const { fromTsv, planOfText } = await import("./pasting");
    const texts = fromTsv(text);
    if (texts.length === 0) return null;
    const target = pasteRect(rect, texts.length, Math.max(...texts.map((row) => row.length)));
    if (isTooLarge(target)) return null;
    const lastRow = Math.max(0, (rows.total ?? 1) - 1);
    await carryOut(await planOfText(catalog, await cellsOf(target), text, copied, naming.language), Math.max(0, target.bottom - lastRow));
    return { ...target, bottom: Math.min(target.bottom, lastRow), right: Math.min(target.right, columns.length - 1) };
  };

  const fill = async (source: Rect, target: Rect, way: FillWay) => {
    if (isTooLarge(target)) return;
    const { fillPlan } = await import("./pasting");
    const origin = await cellsOf(source);
    const valueAt = (cell: { row: number; column: number }) => {
      const column = columns[cell.column];
      const row = origin.rows[cell.row - source.top];
      return column && row ? { field: column.field, value: row[column.field.name] } : null;
    };
    await carryOut(fillPlan(await cellsOf(target), source, valueAt, way, formats, naming));
  };

  const clear = async (rect: Rect) => {
    if (isTooLarge(rect)) return;
    const { clearPlan } = await import("./pasting");
    await carryOut(clearPlan(await cellsOf(rect)));
  };

  const settle = useCallback((id: string, field: FieldMeta) => setProblems((current) => withProblems(current, [{ id, field }], [])), []);
  const undo = useCallback((way: Way) => void step(way), [step]);
  return { problems, copy, paste, fill, clear, undo, settle };
}

function withProblems(
  known: ReadonlyMap<string, RowProblems>,
  settled: { id: string; field: FieldMeta }[],
  refused: { id: string; field: FieldMeta; text: string }[],
): ReadonlyMap<string, RowProblems> {
  const gone = settled.filter(({ id, field }) => known.get(id)?.[field.name] !== undefined);
  if (gone.length === 0 && refused.length === 0) return known;
  const next = new Map(known);
  for (const { id, field } of gone) {
    const rest = Object.entries(next.get(id) ?? {}).filter(([name]) => name !== field.name);
    if (rest.length > 0) next.set(id, Object.fromEntries(rest));
    else next.delete(id);
  }
  for (const { id, field, text } of refused) next.set(id, { ...next.get(id), [field.name]: text });
  return next;
}
