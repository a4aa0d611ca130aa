import { useQuery } from "@tanstack/react-query";
import { asReferences, asTexts, type ObjectMeta, type RecordRow, useCatalog } from "@/metadata";
import { http } from "@/shared/api";
import type { Search } from "./viewState";

export const VISIBILITIES = ["private", "team", "all"] as const;

export type Visibility = (typeof VISIBILITIES)[number];

export type SavedView = { id: string; version: number; name: string; search: Search; isPinned: boolean; isMine: boolean; visibility: Visibility; position: number; defaultFor: string[] };

const MOST = 200;

export function useSavedViews(object: ObjectMeta): SavedView[] | undefined {
  const { objects, me } = useCatalog();
  const { data } = useQuery({
    queryKey: ["records", "saved_view", object.name],
    enabled: objects.saved_view !== undefined,
    queryFn: ({ signal }) =>
      http.get<{ data: RecordRow[] }>("/saved_views", {
        query: { "filter[object][eq]": object.name, sort: "position,name", limit: MOST, fields: "name,state,kind,pinned,position,visibility,owner,default_for" },
        signal,
      }),
  });
  return data?.data.map((row) => savedView(row, me.id));
}

export function savedView(row: RecordRow, me: string): SavedView {
  return {
    id: row.id,
    version: row.version,
    name: String(row.name ?? ""),
    search: asSearch(row.state),
    isPinned: row.pinned === true,
    isMine: asReferences(row.owner)[0]?.id === me,
    visibility: VISIBILITIES.find((word) => word === row.visibility) ?? "private",
    position: typeof row.position === "number" ? row.position : 0,
    defaultFor: asTexts(row.default_for),
  };
}

/** Mine, those of my team, those of everybody; within each the pinned ones first, in their order. */
export function inSections(views: SavedView[]): { mine: SavedView[]; team: SavedView[]; all: SavedView[] } {
  const sorted = views.toSorted((left, right) => Number(right.isPinned) - Number(left.isPinned) || left.position - right.position || left.name.localeCompare(right.name));
  return {
    mine: sorted.filter((view) => view.isMine),
    team: sorted.filter((view) => !view.isMine && view.visibility === "team"),
    all: sorted.filter((view) => !view.isMine && view.visibility !== "team"),
  };
}

/** The view that somebody with these roles sees first: his own one, else that of his role. */
export function defaultView(views: SavedView[], roles: string[]): SavedView | undefined {
  return views.find((view) => view.defaultFor.some((role) => roles.includes(role)));
}

/** Positions that have to change so that a view stands one place higher or lower among its neighbours. */
export function moved(neighbours: SavedView[], id: string, step: 1 | -1): { id: string; position: number }[] {
  const from = neighbours.findIndex((view) => view.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= neighbours.length) return [];
  const next = [...neighbours];
  next.splice(to, 0, ...next.splice(from, 1));
  return next.flatMap((view, place) => (view.position === place ? [] : [{ id: view.id, position: place }]));
}

function asSearch(state: RecordRow["state"]): Search {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return {};
  return Object.fromEntries(Object.entries(state).filter(([, value]) => typeof value === "string")) as Search;
}
