import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { type Block, fillRect, isOneCell, type Rect, rectOf } from "./block";
import type { CellFocus } from "./focus";
import type { FillWay } from "./paste";

const EDGE = 28;

type Drag = { kind: "block"; moved: boolean } | { kind: "fill"; source: Rect };

type BlockDrag = {
  scroller: RefObject<HTMLElement | null>;
  rowHeight: number;
  /** Pulled with Ctrl, the values are repeated instead of continued. */
  onFill: (source: Rect, target: Rect, way: FillWay) => void;
};

/** The chosen cells, and drawing or filling them with the pointer. */
export function useBlock({ scroller, rowHeight, onFill }: BlockDrag) {
  const [block, setBlock] = useState<Block>({ focus: { row: 0, column: 0 }, head: null });
  const [filling, setFilling] = useState<Rect | null>(null);
  const drag = useRef<Drag | null>(null);
  const lastTarget = useRef<Rect | null>(null);
  const rect = rectOf(block);

  const focusOn = (focus: CellFocus) => setBlock({ focus, head: null });
  const extendTo = (head: CellFocus) => setBlock((current) => ({ ...current, head }));

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType !== "mouse" || !(event.target instanceof Element)) return;
    if (event.target.closest("[data-handle]")) {
      event.preventDefault();
      drag.current = { kind: "fill", source: rect };
      return;
    }
    const at = cellOf(event.target);
    if (!at) return;
    drag.current = { kind: "block", moved: false };
    if (event.shiftKey) extendTo(at);
    else focusOn(at);
  };

  const onPointerMove = (event: PointerEvent) => {
    const current = drag.current;
    if (!current || event.buttons !== 1) return;
    followEdge(scroller.current, event, rowHeight);
    const at = event.target instanceof Element ? cellOf(event.target) : null;
    if (!at) return;
    if (current.kind === "fill") {
      const target = fillRect(current.source, at);
      lastTarget.current = target;
      setFilling(target);
      return;
    }
    if (!current.moved && at.row === block.focus.row && at.column === block.focus.column) return;
    current.moved = true;
    extendTo(at);
  };

  useEffect(() => {
    const end = (event: globalThis.PointerEvent) => {
      const ended = drag.current;
      const target = lastTarget.current;
      drag.current = null;
      lastTarget.current = null;
      if (ended?.kind !== "fill") return;
      setFilling(null);
      if (!target) return;
      setBlock({ focus: { row: target.top, column: target.left }, head: { row: target.bottom, column: target.right } });
      onFill(ended.source, beyond(ended.source, target), event.ctrlKey || event.metaKey ? "copy" : "series");
    };
    window.addEventListener("pointerup", end);
    return () => window.removeEventListener("pointerup", end);
  });

  return { block, rect, isBlock: !isOneCell(rect), filling, focusOn, extendTo, setBlock, pointer: { onPointerDown, onPointerMove } };
}

export function cellOf(target: Element): CellFocus | null {
  const row = target.closest<HTMLElement>("[data-row]");
  const cell = target.closest<HTMLElement>("[data-column]");
  return row && cell ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : null;
}

/** The part of a filled block that was not there before. */
function beyond(source: Rect, target: Rect): Rect {
  if (target.bottom > source.bottom) return { ...target, top: source.bottom + 1 };
  if (target.top < source.top) return { ...target, bottom: source.top - 1 };
  if (target.right > source.right) return { ...target, left: source.right + 1 };
  return { ...target, right: source.left - 1 };
}

function followEdge(scroller: HTMLElement | null, event: PointerEvent, step: number): void {
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  const down = event.clientY > box.bottom - EDGE ? step : event.clientY < box.top + EDGE * 2 ? -step : 0;
  const right = event.clientX > box.right - EDGE ? step : 0;
  if (down !== 0 || right !== 0) scroller.scrollBy(right, down);
}
