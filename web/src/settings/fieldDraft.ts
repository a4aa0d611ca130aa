import type { FieldType, Labels, ObjectMeta } from "@/metadata";
import { completed, machineName } from "./LabelInputs";

export type DraftOption = { key: number; value: string | null; labels: Labels; color: string; kind: string | null };

export type DraftField = {
  type: FieldType;
  labels: Labels;
  required: boolean;
  options: DraftOption[];
  to: string;
  many: boolean;
  formula: string;
  result: FieldType;
  format: string;
  reset: "never" | "year" | "month" | "day";
  child: string;
  op: "count" | "sum" | "min" | "max";
  childField: string;
};

export const RESULTS: FieldType[] = ["number", "decimal", "money", "text", "date", "boolean"];

export const EMPTY_FIELD: DraftField = {
  type: "text",
  labels: {},
  required: false,
  options: [{ key: 0, value: null, labels: {}, color: "blue", kind: null }],
  to: "customer",
  many: false,
  formula: "",
  result: "number",
  format: "NO-{YYYY}{MM}-{0000}",
  reset: "month",
  child: "",
  op: "count",
  childField: "",
};

const RESETS = ["never", "year", "month", "day"] as const;

/** How often a number of this format can begin again: it must contain the year, the month and the day that it begins with, or numbers would repeat. */
export function possibleResets(format: string): DraftField["reset"][] {
  const named = [/\{YY(YY)?\}/, /\{MM\}/, /\{DD\}/].findIndex((part) => !part.test(format));
  return RESETS.slice(0, named < 0 ? RESETS.length : named + 1);
}

/** As often as was wished, or as often as the format allows. */
export function resetOf({ format, reset }: Pick<DraftField, "format" | "reset">): DraftField["reset"] {
  const possible = possibleResets(format);
  return possible.includes(reset) ? reset : (possible.at(-1) ?? "never");
}

/** Nobody can fill in what the program works out. */
export function canBeRequired(type: FieldType): boolean {
  return type !== "formula" && type !== "roll_up" && type !== "auto_number";
}

export function fieldBody(draft: DraftField): Record<string, unknown> {
  const body: Record<string, unknown> = { name: machineName(draft.labels), type: draft.type, labels: completed(draft.labels) };
  if (draft.required && canBeRequired(draft.type)) body.required = true;
  if (draft.type === "choice" || draft.type === "multi_choice") body.options = optionBodies(draft.options);
  if (draft.type === "reference") Object.assign(body, { to: draft.to, ...(draft.many ? { many: true } : {}) });
  if (draft.type === "formula") Object.assign(body, { formula: draft.formula, result: draft.result });
  if (draft.type === "auto_number") Object.assign(body, { format: draft.format, ...(resetOf(draft) === "never" ? {} : { reset: resetOf(draft) }) });
  if (draft.type === "roll_up") {
    const [of, by] = draft.child.split(".");
    body.rollup = { of, by, op: draft.op, ...(draft.op === "count" ? {} : { field: draft.childField }) };
    body.result = draft.result;
  }
  return body;
}

/** The records that point to this object, as `object.field`: what a roll-up can add up. */
export function rollUpSources(object: ObjectMeta): string[] {
  return object.children.map((child) => `${child.object}.${child.field}`);
}

export function optionBodies(options: DraftOption[]): Record<string, unknown>[] {
  const used = new Set(options.flatMap((option) => (option.value === null ? [] : [option.value])));
  return options
    .filter((option) => Object.values(option.labels).some((label) => label.trim() !== ""))
    .map((option) => ({
      value: option.value ?? freeValue(option.labels, used),
      color: option.color,
      ...(option.kind ? { kind: option.kind } : {}),
      labels: completed(option.labels),
    }));
}

function freeValue(labels: Labels, used: Set<string>): string {
  const wanted = machineName(labels);
  let value = wanted;
  for (let number = 2; used.has(value); number += 1) value = `${wanted}_${number}`;
  used.add(value);
  return value;
}
