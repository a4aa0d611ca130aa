import { type FieldMeta, type FieldValue, isEmpty, isWritable, type ObjectMeta, type RecordRow, sameValue, wireValue } from "@/metadata";

/** Which record each field is taken from; a field that is not named keeps what the server's rule says. */
export type Picks = Record<string, string>;

/** The fields in which records differ: those are to be decided on, the rest is clear. */
export function differing(object: ObjectMeta, rows: RecordRow[]): FieldMeta[] {
  return object.fields.filter((field) => {
    if (field.system || field.side || !isWritable(field)) return false;
    const values = rows.map((row) => comparable(field, row[field.name])).filter((value) => !isEmpty(value));
    return values.some((value) => !sameValue(value, values[0] ?? null)) || (values.length > 0 && values.length < rows.length);
  });
}

/** Lists are united, so there is nothing to decide. */
export function isUnited(field: FieldMeta): boolean {
  return field.many === true || field.type === "multi_choice";
}

/** From whom a field comes unless somebody chooses otherwise: from the one that stays, or from the first that has it. */
export function pickOf(field: FieldMeta, rows: RecordRow[], survivor: string, picks: Picks): string {
  const picked = picks[field.name];
  if (picked) return picked;
  const kept = rows.find((row) => row.id === survivor);
  if (kept && !isEmpty(kept[field.name])) return survivor;
  return rows.find((row) => !isEmpty(row[field.name]))?.id ?? survivor;
}

/**
 * Records are merged two by two, each into the one that stays. What was picked from a record is taken from it in its turn,
 * and nothing that comes later may replace it.
 */
export function mergeSteps(object: ObjectMeta, rows: RecordRow[], survivor: string, picks: Picks): { other: string; keep: Record<string, "this" | "other"> }[] {
  const fields = differing(object, rows).filter((field) => !isUnited(field));
  return rows
    .filter((row) => row.id !== survivor)
    .map((row) => ({
      other: row.id,
      keep: Object.fromEntries(fields.map((field) => [field.name, pickOf(field, rows, survivor, picks) === row.id ? ("other" as const) : ("this" as const)])),
    }));
}

/** The one that stays unless somebody chooses otherwise: the one that knows most, of equals the oldest. */
export function likelySurvivor(object: ObjectMeta, rows: RecordRow[]): string {
  const filled = (row: RecordRow) => object.fields.filter((field) => !field.system && !isEmpty(row[field.name])).length;
  const [best] = rows.toSorted((left, right) => filled(right) - filled(left) || String(left.id).localeCompare(String(right.id)));
  return best?.id ?? "";
}

function comparable(field: FieldMeta, value: FieldValue): FieldValue {
  return wireValue(field, value);
}
