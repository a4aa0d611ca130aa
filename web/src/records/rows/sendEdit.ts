import { type FieldMeta, type FieldValue, type ObjectMeta, type RecordRow, sameValue, wireValue } from "@/metadata";
import { http, isStale } from "@/shared/api";

/**
 * Sends one value with the version that was seen. When somebody changed another field in the meantime nothing of his is touched, and
 * the value goes in over his version; when it was this field, the refusal is the caller's to show.
 */
export async function sendEdit(object: ObjectMeta, seen: RecordRow, field: FieldMeta, mine: FieldValue): Promise<RecordRow> {
  const path = `/${object.plural}/${seen.id}`;
  const send = (version: number) => http.patch<RecordRow>(path, { [field.name]: wireValue(field, mine) }, { version });
  try {
    return await send(seen.version);
  } catch (error) {
    if (!isStale(error)) throw error;
    const now = await http.get<RecordRow>(path);
    if (!sameValue(wireValue(field, now[field.name]), wireValue(field, seen[field.name]))) throw error;
    return await send(now.version);
  }
}
