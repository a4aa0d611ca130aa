import type { Parsed } from "@/fields";
import { asMoney, type FieldMeta, type FieldValue, isEmpty, type Naming, type ObjectMeta, recordTitle, type RecordRow, type Reference, sameValue, wireValue } from "@/metadata";
import type { Formats } from "@/shared/format";
import type { CellChange, RefusedCell } from "../rows";
import { type Rect, sourceOf } from "./block";
import { cellText } from "./cellText";
import { seriesAt } from "./series";
import type { Column } from "./columns";

export type Cells = { columns: Column[]; rows: (RecordRow | undefined)[]; rect: Rect };

export type Plan = { changes: CellChange[]; refused: RefusedCell[] };

/** Titles that were pasted into reference columns, as the server knows them; more than one id means nobody knows which. */
export type KnownTitles = Map<string, Reference[]>;

/** What was copied here last, with its true values: texts lose the currency, the id behind a name, the decimals. */
export type Copied = { text: string; values: { field: FieldMeta; value: FieldValue }[][] };

/** What has to be written so that a block of texts stands where it was pasted. */
export function pastePlan({ columns, rows, rect }: Cells, texts: string[][], titles: KnownTitles, copied: Copied | null): Plan {
  const plan: Plan = { changes: [], refused: [] };
  const source: Rect = { top: rect.top, left: rect.left, bottom: rect.top + texts.length - 1, right: rect.left + Math.max(...texts.map((row) => row.length)) - 1 };
  each({ columns, rows, rect }, plan, (cell, column) => {
    const from = sourceOf(source, cell);
    const place = [from.row - rect.top, from.column - rect.left] as const;
    const text = texts[place[0]]?.[place[1]];
    if (text === undefined) return null;
    const known = copied?.values[place[0]]?.[place[1]];
    if (known && fits(known.field, column.field)) return { ok: true, value: known.value };
    return parsed(column, text, titles);
  });
  return plan;
}

export type FillWay = "series" | "copy";

export function fillPlan(cells: Cells, source: Rect, valueAt: (cell: { row: number; column: number }) => { field: FieldMeta; value: FieldValue } | null, way: FillWay, formats: Formats, naming: Naming): Plan {
  const plan: Plan = { changes: [], refused: [] };
  each(cells, plan, (cell, column) => {
    const from = valueAt(sourceOf(source, cell));
    if (!from) return null;
    if (way === "series" && fits(from.field, column.field)) {
      const continued = continuing(source, cell, valueAt);
      if (continued !== undefined) return { ok: true, value: continued };
    }
    if (fits(from.field, column.field)) return { ok: true, value: from.value };
    const origin = cells.columns.find((candidate) => candidate.field === from.field);
    return parsed(column, origin ? cellText(origin, from.value, formats, naming) : "", new Map());
  });
  return plan;
}

/** The next value of the row or column of the source that leads to a cell. */
function continuing(source: Rect, cell: { row: number; column: number }, valueAt: (cell: { row: number; column: number }) => { field: FieldMeta; value: FieldValue } | null): FieldValue | undefined {
  const isVertical = cell.row > source.bottom || cell.row < source.top;
  const length = isVertical ? source.bottom - source.top + 1 : source.right - source.left + 1;
  const line = Array.from({ length }, (_, at) => valueAt(isVertical ? { row: source.top + at, column: cell.column } : { row: cell.row, column: source.left + at }));
  const type = line[0]?.field.type;
  if (!type || line.some((entry) => entry?.field.type !== type || entry.field.many)) return undefined;
  return seriesAt(line.map((entry) => entry?.value), type, isVertical ? cell.row - source.top : cell.column - source.left);
}

export function clearPlan(cells: Cells): Plan {
  const plan: Plan = { changes: [], refused: [] };
  each(cells, plan, () => ({ ok: true, value: null }));
  return plan;
}

/** The texts of a paste that name records, per reference column. */
export function titlesWanted({ columns, rect }: Cells, texts: string[][], copied: Copied | null): { field: FieldMeta; titles: string[] }[] {
  const wanted: { field: FieldMeta; titles: string[] }[] = [];
  const width = Math.max(...texts.map((row) => row.length));
  for (let place = rect.left; place <= Math.min(rect.right, columns.length - 1); place += 1) {
    const column = columns[place];
    if (column?.field.type !== "reference" || !column.editable) continue;
    const from = (place - rect.left) % width;
    const titles = texts.flatMap((row, at) => (copied?.values[at]?.[from] && fits(copied.values[at][from].field, column.field) ? [] : partsOf(column.field, row[from] ?? "")));
    if (titles.length > 0) wanted.push({ field: column.field, titles: [...new Set(titles)] });
  }
  return wanted;
}

export function titleKey(object: string, title: string): string {
  return `${object} ${title.trim().toLowerCase()}`;
}

export function rememberTitles(known: KnownTitles, object: ObjectMeta, rows: RecordRow[], language: Naming["language"]): void {
  for (const row of rows) {
    const title = recordTitle(object, row, language);
    const key = titleKey(object.name, title);
    known.set(key, [...(known.get(key) ?? []), { id: row.id, object: object.name, title }]);
  }
}

function each({ columns, rows, rect }: Cells, plan: Plan, valueOf: (cell: { row: number; column: number }, column: Column) => Parsed | null): void {
  for (let row = rect.top; row <= rect.bottom; row += 1) {
    const record = rows[row - rect.top];
    if (!record) continue;
    for (let place = rect.left; place <= Math.min(rect.right, columns.length - 1); place += 1) {
      const column = columns[place];
      if (!column) continue;
      const value = valueOf({ row, column: place }, column);
      if (value) settle(plan, record, column, value);
    }
  }
}

function settle(plan: Plan, record: RecordRow, column: Column, parsed: Parsed): void {
  const { field } = column;
  const refuse = (code: string) => plan.refused.push({ id: record.id, field, code, params: { max: field.max_length ?? field.max, min: field.min } });
  if (!parsed.ok) {
    refuse(parsed.code);
    return;
  }
  const before = record[field.name];
  if (sameValue(comparable(field, before), comparable(field, parsed.value))) return;
  if (!column.editable || record.deleted_at) refuse("read_only");
  else if (field.required && isEmpty(parsed.value)) refuse("required");
  else if (typeof parsed.value === "string" && field.max_length && Array.from(parsed.value).length > field.max_length) refuse("too_long");
  else plan.changes.push({ id: record.id, field, before, after: parsed.value });
}

function parsed(column: Column, text: string, titles: KnownTitles): Parsed {
  const { field, kind } = column;
  // A cell of a spreadsheet may hold line breaks where a field has one line.
  if (field.type !== "reference") return kind.parse(kind.shape === "block" ? text : text.replace(/\s*[\r\n]+\s*/g, " "), field);
  const found: Reference[] = [];
  for (const title of partsOf(field, text)) {
    const candidates = (field.to ?? []).flatMap((object) => titles.get(titleKey(object, title)) ?? []);
    const [first] = candidates;
    if (!first) return { ok: false, code: "not_found" };
    if (candidates.length > 1) return { ok: false, code: "ambiguous" };
    found.push(first);
  }
  return { ok: true, value: field.many ? found : (found[0] ?? null) };
}

function partsOf(field: FieldMeta, text: string): string[] {
  const parts = field.many ? text.split(/[,;，、；]/) : [text];
  return parts.map((part) => part.trim()).filter(Boolean);
}

function comparable(field: FieldMeta, value: FieldValue): FieldValue {
  if (isEmpty(value)) return null;
  const money = asMoney(value);
  if (money) return String(Number(money.amount));
  if (field.type === "money" || field.type === "decimal" || field.type === "percent") return String(Number(value));
  return wireValue(field, value);
}

function fits(from: FieldMeta, to: FieldMeta): boolean {
  if (from.name === to.name) return true;
  if (from.type !== to.type) return false;
  return from.type !== "choice" && from.type !== "multi_choice" && (from.type !== "reference" || JSON.stringify(from.to) === JSON.stringify(to.to));
}
