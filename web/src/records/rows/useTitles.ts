import { useQuery } from "@tanstack/react-query";
import { asReferences, type FieldMeta, type FieldValue, objectOfId, recordTitle, type RecordRow, type Reference, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";

const MOST = 100;

/** Titles for bare ids, as filters and the change log have them. */
export function useTitles(ids: string[]): Record<string, string> {
  const catalog = useCatalog();
  const { language } = useNaming();
  const object = ids[0] ? objectOfId(catalog, ids[0]) : undefined;
  const { data } = useQuery({
    queryKey: ["titles", ids.join(","), language],
    enabled: object !== undefined,
    queryFn: async ({ signal }) => {
      if (!object) return {};
      const page = await http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { "filter[id][in]": ids.join(","), fields: object.title, limit: MOST, trash: "with" }, signal });
      return Object.fromEntries(page.data.map((row) => [row.id, recordTitle(object, row, language)]));
    },
    staleTime: 5 * 60_000,
  });
  return data ?? {};
}

/** A reference with its title, also when the log kept only the id. */
export function useTitledValue(field: FieldMeta, value: FieldValue): FieldValue {
  const bare = field.type === "reference" ? asReferences(value).filter((reference) => reference.object === "") : [];
  const titles = useTitles(bare.map((reference) => reference.id));
  if (bare.length === 0) return value;
  const titled = (reference: Reference): Reference => ({ ...reference, title: titles[reference.id] ?? "…" });
  const references = asReferences(value).map(titled);
  return field.many ? references : (references[0] ?? null);
}
