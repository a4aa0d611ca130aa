import type { Filter, ViewState } from "./viewState";

/** Where a filter stands: among those that must all hold, or in a group of which one must. */
export type FilterPlace = { group: null; index: number } | { group: number; index: number };

/** What a new filter is added to. */
export type AddTo = "all" | { orOf: FilterPlace };

export function filterAt(view: ViewState, place: FilterPlace): Filter | undefined {
  return place.group === null ? view.filters[place.index] : view.any[place.group]?.[place.index];
}

/** Puts a filter in a place; an empty one is taken out, and a group of one becomes a plain filter again. */
export function withFilterAt(view: ViewState, place: FilterPlace, filter: Filter | null): ViewState {
  const next = filter && filter.value !== "" ? [filter] : [];
  if (place.group === null) return { ...view, filters: view.filters.toSpliced(place.index, 1, ...next) };
  const group = (view.any[place.group] ?? []).toSpliced(place.index, 1, ...next);
  const [only] = group;
  if (group.length > 1) return { ...view, any: view.any.toSpliced(place.group, 1, group) };
  return { ...view, any: view.any.toSpliced(place.group, 1), filters: only ? [...view.filters, only] : view.filters };
}

/** Adds a filter, and says where it stands now so that it can go on being edited. */
export function withNewFilter(view: ViewState, to: AddTo, filter: Filter): { view: ViewState; place: FilterPlace } {
  if (to === "all") {
    const filters = [...view.filters.filter((other) => other.field !== filter.field), filter];
    return { view: { ...view, filters }, place: { group: null, index: filters.length - 1 } };
  }
  const { group, index } = to.orOf;
  if (group !== null) {
    const members = [...(view.any[group] ?? []), filter];
    return { view: { ...view, any: view.any.toSpliced(group, 1, members) }, place: { group, index: members.length - 1 } };
  }
  const first = view.filters[index];
  const any = [...view.any, first ? [first, filter] : [filter]];
  return { view: { ...view, filters: view.filters.toSpliced(index, 1), any }, place: { group: any.length - 1, index: first ? 1 : 0 } };
}
