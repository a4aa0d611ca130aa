import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { FieldMeta, ObjectMeta, RecordRow } from "@/metadata";
import { http } from "@/shared/api";
import { type FigureRow, figureQuery, figuresOf } from "../grid/figures";
import type { Window } from "../rows";
import type { Page } from "../rows/cache";
import { filterQuery, listQuery } from "../views/viewQuery";
import type { ViewState } from "../views/viewState";
import { type GroupBy, groupCondition, rowsOf, type Segment, segmentAt, segmentsOf } from "./segments";

const PAGE = 100;

export type GroupedWindow = Window & { segmentAt: (index: number) => Segment | undefined; closeAll: () => void; openAll: () => void };

/** A list in groups: the server counts and adds up, and the pages of each group come as they are scrolled into sight. */
export function useGroupedWindow(object: ObjectMeta, view: ViewState, fields: FieldMeta[], by: GroupBy): GroupedWindow {
  const client = useQueryClient();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState({ first: 0, last: 40 });
  const name = by.field.name;
  const query = { ...filterQuery(object, view), ...figureQuery(figuresOf(fields, view)), group_by: by.period ? `${name}:${by.period}` : name };
  const groups = useQuery({
    // Not among the aggregates, which every edit makes anew: rows stay in their group until the list is loaded again.
    queryKey: ["groups", object.name, query],
    queryFn: ({ signal }) => http.get<{ data: FigureRow[] }>(`/${object.plural}/aggregate`, { query, signal }),
  });
  const segments = useMemo(() => segmentsOf(by, groups.data?.data ?? [], closed), [by, groups.data, closed]);

  const pageQuery = useCallback(
    (segment: Segment, page: number) => {
      const asked = { ...listQuery(object, view, [groupCondition(by, segment.value)]), offset: page * PAGE, limit: PAGE };
      return {
        queryKey: ["records", object.name, asked, "group"],
        queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Page>(`/${object.plural}`, { query: asked, signal }),
      };
    },
    [object, view, by],
  );
  const wanted = useMemo(() => pagesIn(segments, range.first, range.last), [segments, range]);
  const pages = useQueries({ queries: wanted.map(({ segment, page }) => pageQuery(segment, page)) });
  const known = new Map<string, RecordRow[]>();
  wanted.forEach(({ segment, page }, place) => {
    const rows = pages[place]?.data?.data;
    if (rows) known.set(`${page} ${segment.key}`, rows);
  });

  const rowAt = (index: number) => {
    const segment = segmentAt(segments, index);
    if (!segment || index === segment.head) return undefined;
    const place = index - segment.head - 1;
    return known.get(`${Math.floor(place / PAGE)} ${segment.key}`)?.[place % PAGE];
  };
  const load = async (first: number, last: number) => {
    const loaded = new Map<string, RecordRow[]>();
    for (const { segment, page } of pagesIn(segments, first, last)) loaded.set(`${page} ${segment.key}`, (await client.ensureQueryData(pageQuery(segment, page))).data);
    const found: (RecordRow | undefined)[] = [];
    for (let index = first; index <= Math.min(last, rowsOf(segments) - 1); index += 1) {
      const segment = segmentAt(segments, index);
      const place = segment ? index - segment.head - 1 : -1;
      found.push(segment && place >= 0 ? loaded.get(`${Math.floor(place / PAGE)} ${segment.key}`)?.[place % PAGE] : undefined);
    }
    return found;
  };
  const show = useCallback((first: number, last: number) => setRange((current) => (current.first === first && current.last === last ? current : { first, last })), []);
  const loaded: RecordRow[] = [];
  for (let index = range.first; index <= range.last; index += 1) {
    const row = rowAt(index);
    if (row) loaded.push(row);
  }
  return {
    total: groups.data ? rowsOf(segments) : undefined,
    records: groups.data?.data.reduce((sum, row) => sum + row.count, 0),
    rowAt,
    loaded,
    load,
    show,
    segmentAt: (index) => segmentAt(segments, index),
    isGroup: (index) => segmentAt(segments, index)?.head === index,
    toggleGroup: (index) => {
      const segment = segmentAt(segments, index);
      if (segment?.head !== index) return false;
      setClosed((current) => {
        const next = new Set(current);
        if (!next.delete(segment.key)) next.add(segment.key);
        return next;
      });
      return true;
    },
    closeAll: () => setClosed(new Set(segments.map((segment) => segment.key))),
    openAll: () => setClosed(new Set()),
    error: groups.error,
    refresh: () => void groups.refetch(),
  };
}

function pagesIn(segments: Segment[], first: number, last: number): { segment: Segment; page: number }[] {
  const pages: { segment: Segment; page: number }[] = [];
  for (const segment of segments) {
    if (!segment.isOpen || segment.head + segment.count < first || segment.head + 1 > last) continue;
    const from = Math.max(0, first - segment.head - 1);
    const to = Math.min(segment.count - 1, last - segment.head - 1);
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) pages.push({ segment, page });
  }
  return pages;
}
