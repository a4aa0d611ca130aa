import type { FieldValue, ObjectMeta } from "@/metadata";

export type Values = Record<string, FieldValue>;

/** One form a person and object, or a person and the record it was begun for: somebody else at this browser sees none of it. */
function keyOf(person: string, object: string, start: Values): string {
  const about = Object.entries(start).map(([name, value]) => `${name}:${typeof value === "object" && value !== null && "id" in value ? String(value.id) : ""}`);
  return ["guanxi.form", person, object, ...about].join(".");
}

/** What was typed into a form that was never saved; fields that have gone since are left out. */
export function keptForm(person: string, object: ObjectMeta, start: Values): Values | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person, object.name, start)) ?? "null");
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return null;
    const known = Object.entries(kept as Values).filter(([name]) => object.fields.some((field) => field.name === name));
    return known.length > 0 ? Object.fromEntries(known) : null;
  } catch {
    return null;
  }
}

/** Keeps what differs from an untouched form; an untouched one is forgotten. */
export function keepForm(person: string, object: ObjectMeta, start: Values, values: Values, untouched: Values): void {
  const key = keyOf(person, object.name, start);
  const typed = Object.entries(values).filter(([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(untouched[name] ?? null));
  if (typed.length === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
}
