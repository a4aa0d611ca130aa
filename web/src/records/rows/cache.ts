import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { FieldValue, ObjectMeta, RecordRow } from "@/metadata";
import { asReferences, fieldOf, sameValue, wireValue } from "@/metadata";

export type Page = { data: RecordRow[]; next_cursor: string | null; total?: number };

/** What of a record has changed; the rest of it stays as it is known. */
export type Changed = Partial<RecordRow> & Pick<RecordRow, "id">;

/** Puts a changed record into every list and page that shows it, without sorting anything anew. */
export function placeRow(client: QueryClient, object: ObjectMeta, row: Changed): void {
  placeRows(client, object, [row]);
}

export function placeRows(client: QueryClient, object: ObjectMeta, rows: Changed[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  client.setQueriesData<Page | InfiniteData<Page>>({ queryKey: ["records", object.name] }, (known) => {
    if (!known) return known;
    if ("pages" in known) return { ...known, pages: known.pages.map((page) => withRows(object, page, byId)) };
    return withRows(object, known, byId);
  });
  for (const row of rows) client.setQueryData<RecordRow>(["record", object.name, row.id], (known) => (known ? merged(object, known, row) : known));
}

function withRows(object: ObjectMeta, page: Page, byId: Map<string, Changed>): Page {
  if (!Array.isArray(page.data) || !page.data.some((other) => byId.has(other.id))) return page;
  return {
    ...page,
    data: page.data.map((other) => {
      const row = byId.get(other.id);
      return row ? merged(object, other, row) : other;
    }),
  };
}

export function knownRow(client: QueryClient, object: ObjectMeta, id: string): RecordRow | undefined {
  for (const [, known] of client.getQueriesData<Page | InfiniteData<Page>>({ queryKey: ["records", object.name] })) {
    const pages = known && "pages" in known ? known.pages : known ? [known] : [];
    for (const page of pages) {
      const row = page.data.find((candidate) => candidate.id === id);
      if (row) return row;
    }
  }
  return client.getQueryData<RecordRow>(["record", object.name, id]);
}

export function dropRows(client: QueryClient, object: ObjectMeta): void {
  void client.invalidateQueries({ queryKey: ["records", object.name] });
  void client.invalidateQueries({ queryKey: ["aggregate", object.name] });
  void client.invalidateQueries({ queryKey: ["groups", object.name] });
}

/** An answer may carry bare ids where we already know the titles; the titles are kept. */
export function merged(object: ObjectMeta, known: RecordRow, fresh: Changed): RecordRow {
  const next: RecordRow = { ...known, ...fresh };
  for (const [name, value] of Object.entries(known)) {
    const field = fieldOf(object, name);
    if (field?.type !== "reference" || !(name in fresh)) continue;
    if (sameValue(wireValue(field, value), wireValue(field, fresh[name])) && hasTitles(value)) next[name] = value;
  }
  return next;
}

function hasTitles(value: FieldValue): boolean {
  return asReferences(value).every((reference) => reference.title !== reference.id);
}
