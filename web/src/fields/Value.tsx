import { type FieldMeta, type FieldValue, isEmpty, useFormats, useNaming } from "@/metadata";
import { kindOf } from "./registry";

/** One value on a page. Grids call the registry directly, once per column, to stay cheap. */
export function Value({ field, value, place = "page" }: { field: FieldMeta; value: FieldValue; place?: "cell" | "page" }) {
  const formats = useFormats();
  const naming = useNaming();
  if (isEmpty(value)) return <span className="text-text-3">—</span>;
  const { Display } = kindOf(field);
  return <Display field={field} value={value} formats={formats} naming={naming} place={place} />;
}
