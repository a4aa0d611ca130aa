import type { ComponentType } from "react";
import type { FieldMeta, FieldValue, Naming } from "@/metadata";
import type { Formats } from "@/shared/format";

/** What a piece of typed text became: a value, or the code of what is wrong with it. */
export type Parsed = { ok: true; value: FieldValue } | { ok: false; code: string };

export type DisplayProps = { field: FieldMeta; value: FieldValue; formats: Formats; naming: Naming; place: "cell" | "page" };

export type EditorProps = {
  field: FieldMeta;
  value: FieldValue;
  /** Text typed on a focused cell replaces the value instead of editing it. */
  seed?: string | undefined;
  onChange: (parsed: Parsed) => void;
  onCommit: (parsed: Parsed) => void;
  onCancel: () => void;
  wiring?: { id?: string; "aria-label"?: string; "aria-describedby"?: string | undefined; "aria-invalid"?: true | undefined };
  focus: "now" | "later";
};

export const OPERATORS = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "nin", "contains", "starts_with", "is_null", "between"] as const;

export type Operator = (typeof OPERATORS)[number];

/** `line` fits into a row, `picker` opens a list, `block` needs room of its own. */
export type EditorShape = "line" | "picker" | "block";

export type FilterShape = "text" | "number" | "date" | "choice" | "reference" | "boolean" | "none";

export type FieldKind = {
  align: "start" | "end";
  width: number;
  shape: EditorShape;
  filter: FilterShape;
  operators: Operator[];
  Display: ComponentType<DisplayProps>;
  Editor: ComponentType<EditorProps>;
  parse: (text: string, field: FieldMeta) => Parsed;
  format: (value: FieldValue, field: FieldMeta, formats: Formats, naming: Naming) => string;
};

export const valid = (value: FieldValue): Parsed => ({ ok: true, value });

export const refused = (code: string): Parsed => ({ ok: false, code });

/** Full-width digits and punctuation, as Chinese keyboards and spreadsheets write them, become plain ones. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ");
}
