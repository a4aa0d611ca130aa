import { asMoney, type FieldValue, isEmpty, type Naming } from "@/metadata";
import type { Formats } from "@/shared/format";
import type { Column } from "./columns";

/** What a cell is on the clipboard: numbers as numbers, so that a spreadsheet can calculate with them. */
export function cellText(column: Column, value: FieldValue, formats: Formats, naming: Naming): string {
  if (isEmpty(value)) return "";
  switch (column.field.result ?? column.field.type) {
    case "money":
      return asMoney(value)?.amount ?? "";
    case "number":
    case "decimal":
    case "percent":
    case "date":
      return String(value);
    default:
      return column.kind.format(value, column.field, formats, naming);
  }
}
