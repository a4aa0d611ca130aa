import type { RecordRow } from "@/metadata";
import { http } from "@/shared/api";

const MOST = 500;

/** A new role that may do exactly what the old one may; its id. */
export async function copyRole(role: RecordRow, name: string): Promise<string> {
  const of = { "filter[role][eq]": role.id, limit: MOST };
  const [grants, fields] = await Promise.all([
    http.get<{ data: RecordRow[] }>("/role_grants", { query: of }),
    http.get<{ data: RecordRow[] }>("/role_fields", { query: of }),
  ]);
  const made = await http.post<RecordRow>("/roles", { name, description: role.description ?? null });
  if (grants.data.length > 0) await http.post("/role_grants/bulk", { create: grants.data.map((grant) => ({ role: made.id, object: grant.object, action: grant.action, scope: grant.scope })) });
  if (fields.data.length > 0) await http.post("/role_fields/bulk", { create: fields.data.map((field) => ({ role: made.id, object: field.object, field: field.field, level: field.level })) });
  return made.id;
}
