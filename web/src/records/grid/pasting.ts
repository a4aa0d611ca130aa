import type { Catalog, Naming, RecordRow } from "@/metadata";
import { http } from "@/shared/api";
import { type Cells, type Copied, type KnownTitles, pastePlan, type Plan, rememberTitles, titlesWanted } from "./paste";
import { fromTsv } from "./tsv";

export { clearPlan, fillPlan } from "./paste";
export { fromTsv } from "./tsv";

const AT_ONCE = 200;

/** Reads a pasted text into changes; names in reference columns are looked up by title first. */
export async function planOfText(catalog: Catalog, cells: Cells, text: string, copied: Copied | null, language: Naming["language"]): Promise<Plan> {
  const texts = fromTsv(text);
  const own = copied?.text === text ? copied : null;
  const titles: KnownTitles = new Map();
  for (const { field, titles: wanted } of titlesWanted(cells, texts, own)) {
    for (const name of field.to ?? []) {
      const object = catalog.objects[name];
      if (!object) continue;
      for (let from = 0; from < wanted.length; from += AT_ONCE) {
        const where = JSON.stringify({ field: object.title, op: "in", value: wanted.slice(from, from + AT_ONCE) });
        const page = await http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { where, fields: object.title, limit: 500 } });
        rememberTitles(titles, object, page.data, language);
      }
    }
  }
  return pastePlan(cells, texts, titles, own);
}
