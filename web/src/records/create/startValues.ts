import type { Catalog, FieldValue, ObjectMeta } from "@/metadata";
import { today } from "@/shared/format";

/** The defaults of the catalog, shown before saving so that nothing is a surprise. */
export function startValues(object: ObjectMeta, catalog: Catalog, now = new Date()): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const field of object.fields) {
    const start = field.default;
    if (start === undefined || start === null || !object.quick.includes(field.name)) continue;
    if (start === "today" && field.type === "date") values[field.name] = today(catalog.company.time_zone, now);
    else if (start === "now" && field.type === "date_time") values[field.name] = now.toISOString();
    else if (start === "me" && field.type === "reference") values[field.name] = { id: catalog.me.id, object: "user", title: catalog.me.name };
    else if (typeof start === "string" || typeof start === "number" || typeof start === "boolean") values[field.name] = start;
  }
  return values;
}
