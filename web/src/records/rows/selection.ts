import { useCallback, useMemo, useState } from "react";

/** "Everything" means the filter, not the rows that happen to be loaded. */
export type Selection = { mode: "some"; ids: ReadonlySet<string> } | { mode: "all"; except: ReadonlySet<string> };

export const NOTHING: Selection = { mode: "some", ids: new Set() };

export function isChosen(selection: Selection, id: string): boolean {
  switch (selection.mode) {
    case "some":
      return selection.ids.has(id);
    case "all":
      return !selection.except.has(id);
    default:
      return selection satisfies never;
  }
}

export function toggled(selection: Selection, ids: string[], wanted: "chosen" | "not chosen"): Selection {
  const add = (wanted === "chosen") === (selection.mode === "some");
  const next = new Set(selection.mode === "some" ? selection.ids : selection.except);
  for (const id of ids) {
    if (add) next.add(id);
    else next.delete(id);
  }
  return selection.mode === "some" ? { mode: "some", ids: next } : { mode: "all", except: next };
}

export function chosenCount(selection: Selection, total: number): number {
  return selection.mode === "some" ? selection.ids.size : Math.max(0, total - selection.except.size);
}

export type SelectionControl = {
  selection: Selection;
  toggle: (ids: string[], wanted: "chosen" | "not chosen") => void;
  chooseAll: () => void;
  clear: () => void;
};

export function useSelection(): SelectionControl {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const toggle = useCallback((ids: string[], wanted: "chosen" | "not chosen") => setSelection((current) => toggled(current, ids, wanted)), []);
  const chooseAll = useCallback(() => setSelection({ mode: "all", except: new Set() }), []);
  const clear = useCallback(() => setSelection(NOTHING), []);
  return useMemo(() => ({ selection, toggle, chooseAll, clear }), [selection, toggle, chooseAll, clear]);
}
