import type { ObjectMeta } from "@/metadata";
import type { Selection } from "../rows";
import { type Condition, filterTree } from "../views/viewQuery";
import type { ViewState } from "../views/viewState";

/** What a change of the chosen records is about: the ticked ones, or everything that matches but a few. */
export function chosenRecords(object: ObjectMeta, view: ViewState, selection: Selection): { filter: Condition | null; q?: string; exclude: string[] } {
  if (selection.mode === "some") return { filter: { field: "id", op: "in", value: [...selection.ids] }, exclude: [] };
  return { filter: filterTree(object, view), ...(view.q ? { q: view.q } : {}), exclude: [...selection.except] };
}

/** The same as one condition, for what knows no exceptions of its own, such as an export. */
export function chosenCondition(object: ObjectMeta, view: ViewState, selection: Selection): Condition | null {
  const { filter, exclude } = chosenRecords(object, view, selection);
  if (exclude.length === 0) return filter;
  const without: Condition = { field: "id", op: "nin", value: exclude };
  return filter ? { all: [filter, without] } : without;
}
