import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http, useFirstWait } from "@/shared/api";
import { extrasOf, fetchExtras } from "../record-page/extras";
import { knownRow } from "./cache";

export function recordQuery(object: ObjectMeta, id: string) {
  return queryOptions({
    queryKey: ["record", object.name, id],
    queryFn: ({ signal }) => http.get<RecordRow>(`/${object.plural}/${id}`, { query: { expand: expandOf(object) }, signal }),
  });
}

/** What a list already knows of the record is shown at once; the rest follows. */
export function useRecord(object: ObjectMeta, id: string) {
  const client = useQueryClient();
  return useQuery({ ...recordQuery(object, id), placeholderData: () => knownRow(client, object, id) });
}

/** Whether what a feature draws on the page of this record is still on its way. */
export function useExtraWaiting(object: ObjectMeta, id: string): boolean {
  const extra = extrasOf(object).query?.(id);
  return useFirstWait([useQuery(extra ?? { queryKey: ["no extra"], enabled: false })]);
}

/** Asked for when the pointer comes near, so that the record is there when it is opened. */
export function foresee(client: QueryClient, object: ObjectMeta, id: string): void {
  void client.prefetchQuery({ ...recordQuery(object, id), staleTime: 15_000 });
  const extra = extrasOf(object).query?.(id);
  if (extra) void client.prefetchQuery(extra);
  fetchExtras(object, "peek");
}

export function expandOf(object: ObjectMeta): string | undefined {
  const names = object.fields.filter((field) => field.type === "reference" && field.name !== "id").map((field) => field.name);
  return names.length > 0 ? names.join(",") : undefined;
}
