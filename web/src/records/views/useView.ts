import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Search, searchFromText, searchText, viewFromSearch, type ViewState, viewToSearch } from "./viewState";

type Change = (view: ViewState) => ViewState;

const KEPT = ["peek", "view"] as const;

/** The view in the address bar: reading it, and changing it without losing the open record. */
export function useView(): { view: ViewState; search: Search; change: (change: Change) => void; open: (peek: string | undefined) => void } {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  // Opening a record beside the list must not make its columns and rows anew.
  const text = searchText({ ...search, peek: undefined, view: undefined });
  const view = useMemo(() => viewFromSearch(searchFromText(text)), [text]);
  const change = useCallback(
    (change: Change) =>
      void navigate({
        to: ".",
        replace: true,
        search: (before: Search) => {
          const next = viewToSearch(change(viewFromSearch(before)));
          for (const key of KEPT) if (before[key]) next[key] = before[key];
          return next;
        },
      }),
    [navigate],
  );
  return {
    view,
    search,
    change,
    open: (peek) => {
      void navigate({ to: ".", search: { ...search, peek }, replace: search.peek !== undefined && peek !== undefined });
    },
  };
}
