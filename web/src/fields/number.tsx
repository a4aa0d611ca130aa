import { asMoney, type FieldMeta, type FieldValue } from "@/metadata";
import type { Formats } from "@/shared/format";
import { type DisplayProps, type FieldKind, halfWidth, type Operator, type Parsed, refused, valid } from "./kind";
import { LineEditor } from "./LineEditor";

const NUMBER_OPERATORS: Operator[] = ["gte", "lte", "gt", "lt", "eq", "ne", "between", "is_null"];

export const number: FieldKind = {
  align: "end",
  width: 110,
  shape: "line",
  filter: "number",
  operators: NUMBER_OPERATORS,
  Display: (props) => <span className="tabular-nums">{numberText(props.value, props.field, props.formats)}</span>,
  Editor: LineEditor,
  parse: (typed, field) => parseNumber(typed, field),
  format: (value, field, formats) => numberText(value, field, formats),
};

export const decimal: FieldKind = { ...number };

export const percent: FieldKind = {
  ...number,
  width: 90,
  Display: (props) => <span className="tabular-nums">{percentText(props.value, props.formats)}</span>,
  format: (value, _field, formats) => percentText(value, formats),
  parse: (typed, field) => parseNumber(typed.replace(/[%％]\s*$/, ""), field),
};

export const money: FieldKind = {
  ...number,
  width: 130,
  Display: MoneyDisplay,
  format: (value, _field, formats) => moneyText(value, formats),
  parse: (typed, field) => parseNumber(typed, field),
};

export const duration: FieldKind = {
  ...number,
  width: 100,
  Display: (props) => <>{durationText(props.value, props.formats)}</>,
  format: (value, _field, formats) => durationText(value, formats),
  parse: (typed, field) => {
    const minutes = parseNumber(typed, { ...field, type: "number" });
    if (!minutes.ok || minutes.value === null) return minutes;
    return valid(Math.round(Number(minutes.value) * 60));
  },
};

/** Understands 1,234.5, ¥1 234, （12） as minus twelve, full-width digits and 3.2万 / 1.5億. */
export function parseNumber(typed: string, field: FieldMeta): Parsed {
  let text = halfWidth(typed).trim();
  if (text === "") return valid(null);
  const negative = /^\(.*\)$/.test(text);
  if (negative) text = text.slice(1, -1);
  text = text.replace(/^(CNY|RMB|USD|TWD|NT\$|HK\$|US\$|CN[¥¥]|[¥¥$€£￥])\s*/i, "").replace(/[\s,'']/g, "");
  const scaled = /^([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)([万萬亿億]?)元?$/.exec(text);
  if (!scaled?.[1]) return refused("type");
  const factor = scaled[2] === "" ? 1 : scaled[2] === "万" || scaled[2] === "萬" ? 1e4 : 1e8;
  const amount = Number(scaled[1]) * factor * (negative ? -1 : 1);
  if (!Number.isFinite(amount)) return refused("type");
  if (field.min !== null && field.min !== undefined && amount < field.min) return refused("too_small");
  if (field.max !== null && field.max !== undefined && amount > field.max) return refused("too_large");
  if (field.type === "number") return Number.isInteger(amount) ? valid(amount) : refused("type");
  const digits = factor === 1 && !negative ? scaled[1].replace(/^\+/, "") : String(Number(amount.toFixed(6)));
  return valid(digits);
}

function numberText(value: FieldValue, field: FieldMeta, formats: Formats): string {
  if (value === null || value === undefined || value === "") return "";
  const amount = Number(value);
  return Number.isNaN(amount) ? String(value) : formats.number(amount, field.scale ?? 4);
}

function percentText(value: FieldValue, formats: Formats): string {
  if (value === null || value === undefined || value === "") return "";
  return formats.percent(Number(value) / 100, 2);
}

function moneyText(value: FieldValue, formats: Formats): string {
  const amount = asMoney(value);
  return amount ? formats.money(amount) : "";
}

function durationText(value: FieldValue, formats: Formats): string {
  return value === null || value === undefined || value === "" ? "" : formats.duration(Number(value));
}

function MoneyDisplay({ value, formats }: DisplayProps) {
  return <span className="tabular-nums">{moneyText(value, formats)}</span>;
}
