import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { rememberRecent } from "@/features/search/recents";
import { type ObjectMeta, objectByPlural, recordTitle, type RecordRow, useCatalog, useNaming } from "@/metadata";

export type OpenRecord = { object: ObjectMeta; id: string; row: RecordRow };

/** The record that is on the screen, as a page or beside its list. The page itself reads it; this only looks on. */
export function useOpenRecord(): OpenRecord | null {
  const { plural, id: pageId } = useParams({ strict: false });
  const { peek } = useSearch({ strict: false }) as { peek?: string };
  const catalog = useCatalog();
  const object = objectByPlural(catalog, plural ?? "");
  const id = pageId ?? peek;
  const { data: row } = useQuery<RecordRow>({ queryKey: ["record", object?.name ?? "", id ?? ""], enabled: false });
  return object && id && row && row.id === id ? { object, id, row } : null;
}

/** Whoever opens a record will want it again. */
export function useRememberOpened(open: OpenRecord | null): void {
  const { language } = useNaming();
  const object = open?.object;
  const row = open?.row;
  useEffect(() => {
    if (object && row && (object.access === "owned" || object.access === "shared")) rememberRecent({ object: object.name, id: row.id, title: recordTitle(object, row, language) });
  }, [object, row, language]);
}
