import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FieldMeta, ObjectMeta, RecordRow } from "@/metadata";
import { http, type Query } from "@/shared/api";
import type { FigureRow } from "../grid/figures";
import type { Page } from "../rows/cache";
import { type Condition, filterQuery, shapeQuery, sortQuery } from "../views/viewQuery";
import type { ViewState } from "../views/viewState";
import { type Lane, lanesOf } from "./lanes";

/** A lane may hold a hundred thousand records; it shows so many, and more when one asks. */
const PAGE = 40;

export function useLanes(object: ObjectMeta, view: ViewState, field: FieldMeta, amount: FieldMeta | undefined): { lanes: Lane[] | undefined; error: unknown; refresh: () => void } {
  const query: Query = { ...filterQuery(object, view), group_by: field.name, ...(amount ? { sum: amount.name } : {}) };
  const { data, error, refetch } = useQuery({
    queryKey: ["aggregate", object.name, query],
    queryFn: ({ signal }) => http.get<{ data: FigureRow[] }>(`/${object.plural}/aggregate`, { query, signal }),
    placeholderData: (previous) => previous,
  });
  const lanes = useMemo(() => data && lanesOf(field, data.data, amount), [data, field, amount]);
  return { lanes, error, refresh: () => void refetch() };
}

export function useLane(object: ObjectMeta, view: ViewState, field: FieldMeta, lane: Lane, names: string[]) {
  const condition: Condition = lane.value === null ? { field: field.name, op: "is_null", value: true } : { field: field.name, op: "in", value: [lane.value] };
  const query: Query = { ...filterQuery(object, view, [condition]), ...shapeQuery(object, names), ...sortQuery(object, view), limit: PAGE };
  const { data, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["records", object.name, query, "lane"],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => http.get<Page>(`/${object.plural}`, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    getNextPageParam: (page) => page.next_cursor,
    enabled: lane.count > 0,
  });
  const rows = useMemo<RecordRow[]>(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  return { rows, isWaiting: isPending && lane.count > 0, hasMore: hasNextPage, isFetchingMore: isFetchingNextPage, more: () => void fetchNextPage() };
}
