import { useInfiniteQuery } from "@tanstack/react-query";
import type { FieldValue, ObjectMeta } from "@/metadata";
import { http } from "@/shared/api";

export type Change = {
  seq: number;
  at: string;
  kind: string;
  actor: { id: string; title: string } | null;
  cause: string | null;
  changes: Record<string, { before: FieldValue; after: FieldValue }>;
};

export type ChangePage = { data: Change[]; next_cursor: string | null };

/** What was changed on a record, newest first; the timeline and the list of changes read the same pages. */
export function useChanges(object: ObjectMeta, id: string) {
  return useInfiniteQuery({
    queryKey: ["changes", id],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => http.get<ChangePage>(`/${object.plural}/${id}/changes`, { query: { limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
