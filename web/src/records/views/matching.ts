import { asMoney, asReferences, type FieldMeta, fieldOf, type FieldValue, isEmpty, type ObjectMeta, type RecordRow } from "@/metadata";
import { relativeDate } from "./relativeDates";
import { type Filter, knownView, type ViewState } from "./viewState";

type Answer = "yes" | "no" | "unknown";

/**
 * Whether a record that was just edited would still be in the list. Only what the browser can decide without doubt counts;
 * the server alone filters, and it does so at the next refresh.
 */
export function stillMatches(object: ObjectMeta, view: ViewState, row: RecordRow, me: string): boolean {
  const known = knownView(object, view);
  const answer = (filter: Filter) => tested(fieldOf(object, filter.field), filter, row, me);
  if (known.filters.some((filter) => answer(filter) === "no")) return false;
  return known.any.every((group) => group.some((filter) => answer(filter) !== "no"));
}

function tested(field: FieldMeta | undefined, filter: Filter, row: RecordRow, me: string): Answer {
  if (!field || !(field.name in row)) return "unknown";
  const value = row[field.name];
  if (filter.op === "is_null") return yesNo(isEmpty(value) === (filter.value === "true"));
  if (relativeDate(filter.value)) return "unknown";
  const texts = textsOf(value);
  const wanted = filter.value.split(",").map((part) => (part === "me" ? me : part));
  switch (filter.op) {
    case "in":
      return yesNo(texts.some((text) => wanted.includes(text)));
    case "nin":
      return yesNo(!texts.some((text) => wanted.includes(text)));
    case "eq":
      return field.type === "boolean" || field.type === "choice" || field.type === "date" ? yesNo(texts.includes(wanted[0] ?? "")) : ordered(field, value, filter.value, (sign) => sign === 0);
    case "ne":
      return ordered(field, value, filter.value, (sign) => sign !== 0);
    case "lt":
      return ordered(field, value, filter.value, (sign) => sign < 0);
    case "lte":
      return ordered(field, value, filter.value, (sign) => sign <= 0);
    case "gt":
      return ordered(field, value, filter.value, (sign) => sign > 0);
    case "gte":
      return ordered(field, value, filter.value, (sign) => sign >= 0);
    case "between": {
      const low = ordered(field, value, wanted[0] ?? "", (sign) => sign >= 0);
      const high = ordered(field, value, wanted[1] ?? "", (sign) => sign <= 0);
      if (low === "no" || high === "no") return "no";
      return low === "yes" && high === "yes" ? "yes" : "unknown";
    }
    case "contains":
    case "starts_with":
      return "unknown";
    default:
      return filter.op satisfies never;
  }
}

function ordered(field: FieldMeta, value: FieldValue, text: string, holds: (sign: number) => boolean): Answer {
  if (isEmpty(value)) return "no";
  if (field.type === "date") return yesNo(holds(String(value) < text ? -1 : String(value) > text ? 1 : 0));
  const amount = Number(asMoney(value)?.amount ?? value);
  const limit = Number(text);
  if (Number.isNaN(amount) || Number.isNaN(limit)) return "unknown";
  return yesNo(holds(Math.sign(amount - limit)));
}

function textsOf(value: FieldValue): string[] {
  const references = asReferences(value);
  if (references.length > 0) return references.map((reference) => reference.id);
  if (isEmpty(value)) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function yesNo(holds: boolean): Answer {
  return holds ? "yes" : "no";
}
