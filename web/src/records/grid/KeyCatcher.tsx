import { type ClipboardEvent, type KeyboardEvent, type Ref, useRef } from "react";
import { isComposing } from "@/shared/keys";
import type { Way } from "../rows";
import { type Bounds, type CellFocus, moveFocus, tabFocus } from "./focus";

export type GridKeys = {
  move: (next: CellFocus) => void;
  /** Draws the block from the focused cell to another one. */
  extend: (next: CellFocus) => void;
  edit: (seed: string | undefined) => void;
  open: (where: "peek" | "page") => void;
  toggle: (range: "one" | "range") => void;
  clear: () => void;
  escape: () => void;
  undo: (way: Way) => void;
  fill: (direction: "down" | "right") => void;
  chooseBlock: () => void;
  copy: () => string | null;
  cut: () => string | null;
  paste: (text: string) => void;
};

type KeyCatcherProps = {
  ref: Ref<HTMLTextAreaElement>;
  gridId: string;
  label: string;
  focus: CellFocus;
  head: CellFocus;
  bounds: Bounds;
  onFocusChange: (focused: boolean) => void;
  keys: GridKeys;
};

/**
 * An input method needs something editable to compose in, or hanzi typed on a cell are lost. So the grid's one tab stop is
 * an invisible text area; what arrives in it opens the editor of the focused cell with that text.
 */
export function KeyCatcher({ ref, gridId, label, focus, head, bounds, onFocusChange, keys }: KeyCatcherProps) {
  const composing = useRef(false);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    const held = event.ctrlKey || event.metaKey;
    if (event.key === "Tab") {
      const next = tabFocus(focus, event.shiftKey ? "backward" : "forward", bounds);
      if (!next || next.row !== focus.row) return;
      event.preventDefault();
      keys.move(next);
      return;
    }
    const next = moveFocus(event.shiftKey ? head : focus, { key: event.key, ctrl: held ? "down" : "up", shift: event.shiftKey ? "down" : "up" }, bounds);
    if (next) {
      event.preventDefault();
      if (event.shiftKey) keys.extend(next);
      else keys.move(next);
      return;
    }
    const act = held ? chord(event, keys) : stroke(event, keys);
    if (!act) return;
    event.preventDefault();
    act();
  };

  const take = (area: HTMLTextAreaElement) => {
    const typed = area.value;
    area.value = "";
    if (typed !== "") keys.edit(typed);
  };

  const lift = (event: ClipboardEvent, text: string | null) => {
    event.preventDefault();
    if (text !== null) event.clipboardData.setData("text/plain", text);
  };

  return (
    <textarea
      ref={ref}
      aria-label={label}
      aria-controls={gridId}
      aria-activedescendant={bounds.rows > 0 ? `cell-${focus.row}-${focus.column}` : undefined}
      autoComplete="off"
      spellCheck={false}
      rows={1}
      className="pointer-events-none absolute top-0 left-0 size-px resize-none overflow-hidden opacity-0"
      onFocus={() => onFocusChange(true)}
      onBlur={() => onFocusChange(false)}
      onKeyDown={onKeyDown}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={(event) => {
        composing.current = false;
        take(event.currentTarget);
      }}
      onInput={(event) => {
        if (!composing.current) take(event.currentTarget);
      }}
      onCopy={(event) => lift(event, keys.copy())}
      onCut={(event) => lift(event, keys.cut())}
      onPaste={(event) => {
        event.preventDefault();
        keys.paste(event.clipboardData.getData("text/plain"));
      }}
    />
  );
}

function chord(event: KeyboardEvent, keys: GridKeys): (() => void) | null {
  switch (event.key.toLowerCase()) {
    case "z":
      return () => keys.undo(event.shiftKey ? "redo" : "undo");
    case "y":
      return () => keys.undo("redo");
    case "d":
      return () => keys.fill("down");
    case "r":
      return event.shiftKey ? null : () => keys.fill("right");
    case "a":
      return keys.chooseBlock;
    case "enter":
      return () => keys.open("page");
    default:
      return null;
  }
}

function stroke(event: KeyboardEvent, keys: GridKeys): (() => void) | null {
  switch (event.key) {
    case "Enter":
      return event.shiftKey ? () => keys.open("peek") : () => keys.edit(undefined);
    case "F2":
      return () => keys.edit(undefined);
    case " ":
      return () => keys.toggle(event.shiftKey ? "range" : "one");
    case "Delete":
    case "Backspace":
      return keys.clear;
    case "Escape":
      return keys.escape;
    default:
      return null;
  }
}
