import type { FieldValue } from "@/metadata";
import type { Formats } from "@/shared/format";
import { type FieldKind, halfWidth, type Parsed, refused, valid } from "./kind";
import { LineEditor } from "./LineEditor";

export const date: FieldKind = {
  align: "start",
  width: 120,
  shape: "line",
  filter: "date",
  operators: ["eq", "gte", "lte", "between", "is_null"],
  Display: ({ value, formats }) => <span className="tabular-nums">{dateText(value, formats)}</span>,
  Editor: LineEditor,
  parse: parseDate,
  format: (value, _field, formats) => dateText(value, formats),
};

export const dateTime: FieldKind = {
  ...date,
  width: 160,
  Display: ({ value, formats }) => (
    <time dateTime={typeof value === "string" ? value : undefined} title={typeof value === "string" ? value : undefined} className="tabular-nums">
      {momentText(value, formats)}
    </time>
  ),
  parse: (typed) => {
    if (typed.trim() === "") return valid(null);
    const moment = new Date(typed);
    return Number.isNaN(moment.getTime()) ? refused("type") : valid(moment.toISOString());
  },
  format: (value, _field, formats) => momentText(value, formats),
};

/** 2026-11-21, 2026/11/21, 2026.11.21, 20261121 and 2026年11月21日. */
export function parseDate(typed: string): Parsed {
  const text = halfWidth(typed).trim();
  if (text === "") return valid(null);
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return refused("type");
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const moment = new Date(Date.UTC(year, month - 1, day));
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return refused("type");
  return valid(moment.toISOString().slice(0, 10));
}

function dateText(value: FieldValue, formats: Formats): string {
  return typeof value === "string" && value !== "" ? formats.date(value) : "";
}

function momentText(value: FieldValue, formats: Formats): string {
  return typeof value === "string" && value !== "" ? formats.dateTime(value) : "";
}
