import { useQueryClient } from "@tanstack/react-query";
import type { ObjectMeta, RecordRow } from "@/metadata";

export type Neighbours = { previous: string | null; next: string | null };

type LoadedPage = { list: string; place: number; rows: RecordRow[] };

/** The records before and after this one in the list that one came from, as far as it is loaded. */
export function useNeighbours(object: ObjectMeta, id: string): Neighbours {
  const client = useQueryClient();
  const found = client.getQueryCache().findAll({ queryKey: ["records", object.name] });
  const newest = found.toSorted((left, right) => right.state.dataUpdatedAt - left.state.dataUpdatedAt);
  const pages = newest.flatMap((query): LoadedPage[] => {
    const place = query.queryKey.at(-1);
    return typeof place === "number" ? [{ list: JSON.stringify(query.queryKey.slice(0, -1)), place, rows: rowsOf(query.state.data) }] : [];
  });
  return neighboursIn(pages, id);
}

export function neighboursIn(pages: LoadedPage[], id: string): Neighbours {
  for (const page of pages) {
    const at = page.rows.findIndex((row) => row.id === id);
    if (at < 0) continue;
    const beside = (step: 1 | -1) => pages.find((other) => other.list === page.list && other.place === page.place + step)?.rows;
    return { previous: (page.rows[at - 1] ?? beside(-1)?.at(-1))?.id ?? null, next: (page.rows[at + 1] ?? beside(1)?.[0])?.id ?? null };
  }
  return { previous: null, next: null };
}

function rowsOf(page: unknown): RecordRow[] {
  const rows = typeof page === "object" && page !== null && "data" in page ? page.data : [];
  return Array.isArray(rows) ? (rows as RecordRow[]) : [];
}
