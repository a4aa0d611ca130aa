import { type FieldMeta, fieldOf, type FieldRule, type Labels, type ObjectMeta, type RecordRow, verdictOf } from "@/metadata";

export type LaidOut = { name: string; labels: Labels; when: string | null; fields: FieldMeta[] };

/** The sections of a page as the administrator or the declaration has them; what stands in none of them follows in the last. */
export function laidOut(object: ObjectMeta): LaidOut[] {
  const hidden = new Set(object.layout?.hidden ?? []);
  const placed = new Set<string>(hidden);
  const sections: LaidOut[] = object.sections.map((section) => {
    const fields = section.fields.map((name) => fieldOf(object, name)).filter((field) => field !== undefined && !hidden.has(field.name));
    for (const field of fields) if (field) placed.add(field.name);
    return { name: section.name, labels: section.labels, when: section.when ?? null, fields: fields.filter((field) => field !== undefined) };
  });
  const rest = object.fields.filter((field) => !placed.has(field.name) && (!field.system || field.name === "owner" || field.name === "team"));
  const last = sections.at(-1);
  if (last) last.fields = [...last.fields, ...rest];
  else sections.push({ name: "", labels: {}, when: null, fields: rest });
  return sections;
}

export function ruleOf(object: ObjectMeta, field: string): FieldRule {
  return object.layout?.fields[field] ?? {};
}

/** A condition that the browser cannot read hides nothing. */
export function isShown(object: ObjectMeta, row: RecordRow, when: string | null | undefined): boolean {
  return !when || verdictOf(object, row, when) !== "no";
}

/** The field as the layout has it: it may ask for more than the declaration. */
export function ruled(object: ObjectMeta, field: FieldMeta): FieldMeta {
  return ruleOf(object, field.name).required ? { ...field, required: true } : field;
}
