import { useEffect } from "react";
import type { ViewState } from "../views/viewState";
import { type SelectionControl, useSelection } from "./selection";

/** The ticked rows belong to what is shown; another filter starts with none. */
export function useRecordChoice(view: ViewState): SelectionControl {
  const control = useSelection();
  const { clear } = control;
  const shown = JSON.stringify([view.filters, view.any, view.q, view.trash]);
  useEffect(clear, [clear, shown]);
  return control;
}
