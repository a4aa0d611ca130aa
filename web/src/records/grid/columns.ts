import { useCallback, useMemo, useState } from "react";
import { type FieldKind, kindOf } from "@/fields";
import { type FieldMeta, isEditable, type ObjectMeta } from "@/metadata";
import { pinnedOf, type ViewState } from "../views/viewState";

/** All that a cell needs to know, worked out once per column instead of once per cell. */
export type Column = {
  field: FieldMeta;
  kind: FieldKind;
  width: number;
  /** How far from the edge it stays in sight; null when it scrolls away. */
  left: number | null;
  editable: boolean;
  isTitle: boolean;
};

export const CHECK_WIDTH = 40;
const LEAST = 60;

type Resized = { name: string; width: number } | null;

/** The columns of a grid with their widths; while an edge is dragged the width is only shown, afterwards it is part of the view. */
export function useColumns(object: ObjectMeta, fields: FieldMeta[], view: ViewState, keep: (name: string, width: number) => void) {
  const [dragged, setDragged] = useState<Resized>(null);
  const { widths } = view;
  const pinned = useMemo(() => pinnedOf(object, view), [object, view]);
  const columns = useMemo(() => laidOut(object, fields, pinned, dragged ? { ...widths, [dragged.name]: dragged.width } : widths), [fields, object, widths, pinned, dragged]);
  const resize = useCallback(
    (name: string, width: number, state: "dragging" | "done") => {
      const wanted = Math.max(LEAST, Math.round(width));
      setDragged(state === "dragging" ? { name, width: wanted } : null);
      if (state === "done") keep(name, wanted);
    },
    [keep],
  );
  return { columns, resize };
}

function laidOut(object: ObjectMeta, fields: FieldMeta[], pinned: string[], widths: Record<string, number>): Column[] {
  let left = CHECK_WIDTH;
  const columns: Column[] = [];
  for (const field of fields) {
    const kind = kindOf(field);
    const isTitle = field.name === object.title;
    const width = widths[field.name] ?? (isTitle ? 240 : kind.width);
    const isPinned = pinned.includes(field.name);
    columns.push({ field, kind, width, left: isPinned ? left : null, editable: isEditable(object, field), isTitle });
    if (isPinned) left += width;
  }
  return columns;
}

export function pinnedWidth(columns: Column[]): number {
  return columns.reduce((sum, column) => (column.left === null ? sum : sum + column.width), CHECK_WIDTH);
}
