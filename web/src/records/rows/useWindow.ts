import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http } from "@/shared/api";
import { listQuery } from "../views/viewQuery";
import type { ViewState } from "../views/viewState";
import type { Page } from "./cache";

const PAGE = 100;

export type Window = {
  /** Rows of the list: records, and the heads of groups where there are any. */
  total: number | undefined;
  records: number | undefined;
  rowAt: (index: number) => RecordRow | undefined;
  loaded: RecordRow[];
  show: (first: number, last: number) => void;
  /** The rows of a span, fetched when they are not here yet. */
  load: (first: number, last: number) => Promise<(RecordRow | undefined)[]>;
  isGroup?: (index: number) => boolean;
  /** Opens or closes the group whose head stands there; false when none does. */
  toggleGroup?: (index: number) => boolean;
  error: unknown;
  refresh: () => void;
};

/** A list of any length behind a true scrollbar: only the pages in sight are asked for. */
export function useWindow(object: ObjectMeta, view: ViewState): Window {
  const client = useQueryClient();
  const query = useMemo(() => listQuery(object, view), [object, view]);
  const [range, setRange] = useState({ first: 0, last: 0 });
  const key = ["records", object.name, query];
  const first = useQuery({
    queryKey: [...key, 0],
    queryFn: ({ signal }) => http.get<Page>(`/${object.plural}`, { query: { ...query, offset: 0, limit: PAGE, count: "true" }, signal }),
    placeholderData: keepPreviousData,
  });
  const wanted = useMemo(() => {
    const numbers: number[] = [];
    for (let page = Math.max(1, range.first); page <= range.last; page += 1) numbers.push(page);
    return numbers;
  }, [range]);
  const others = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...key, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Page>(`/${object.plural}`, { query: { ...query, offset: page * PAGE, limit: PAGE }, signal }),
    })),
  });
  const pages = new Map<number, RecordRow[]>();
  if (first.data) pages.set(0, first.data.data);
  wanted.forEach((page, index) => {
    const rows = others[index]?.data?.data;
    if (rows) pages.set(page, rows);
  });
  const show = useCallback((firstRow: number, lastRow: number) => {
    const next = { first: Math.floor(firstRow / PAGE), last: Math.floor(lastRow / PAGE) };
    setRange((current) => (current.first === next.first && current.last === next.last ? current : next));
  }, []);
  const total = first.data?.total ?? first.data?.data.length;
  const load = async (firstRow: number, lastRow: number) => {
    const found: (RecordRow | undefined)[] = [];
    for (let page = Math.floor(firstRow / PAGE); page <= Math.floor(lastRow / PAGE); page += 1) {
      const loaded = await client.ensureQueryData({
        queryKey: [...key, page],
        queryFn: ({ signal }) => http.get<Page>(`/${object.plural}`, { query: { ...query, offset: page * PAGE, limit: PAGE, ...(page === 0 ? { count: "true" } : {}) }, signal }),
      });
      for (let at = Math.max(firstRow, page * PAGE); at <= Math.min(lastRow, page * PAGE + PAGE - 1); at += 1) found.push(loaded.data[at % PAGE]);
    }
    return found;
  };
  return {
    total,
    records: total,
    rowAt: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    loaded: [...pages.values()].flat(),
    show,
    load,
    error: first.error,
    refresh: () => void first.refetch(),
  };
}
