import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { lazy, memo, type PointerEvent, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Naming } from "@/metadata";
import { classes, Menu } from "@/shared/ui";
import type { Sort } from "../views/viewState";
import type { Column } from "./columns";

const HeadMenu = lazy(() => import("./HeadMenu").then(({ HeadMenu }) => ({ default: HeadMenu })));

export type HeadActions = {
  sortBy: (field: string, direction: Sort["direction"] | "next" | "next among") => void;
  hide: (field: string) => void;
  filterBy: (field: string) => void;
  groupBy: (field: string) => void;
  pin: (field: string, where: "pinned" | "free") => void;
  move: (field: string, to: number) => void;
  resize: (field: string, width: number, state: "dragging" | "done") => void;
};

type HeadProps = { columns: Column[]; sort: Sort[]; naming: Naming; actions: HeadActions; allChosen: "all" | "some" | "none"; onChooseAll: () => void };

const THRESHOLD = 6;

export const Head = memo(function Head({ columns, sort, naming, actions, allChosen, onChooseAll }: HeadProps) {
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  const [dropAt, setDropAt] = useState<number | null>(null);
  const dragged = useRef(false);

  /** A head follows the pointer to another place; a short press still sorts. */
  const carry = (event: PointerEvent<HTMLElement>, from: number) => {
    if (event.button !== 0 || event.pointerType !== "mouse") return;
    const start = event.clientX;
    let to: number | null = null;
    dragged.current = false;
    const move = (moved: globalThis.PointerEvent) => {
      if (!dragged.current && Math.abs(moved.clientX - start) < THRESHOLD) return;
      dragged.current = true;
      to = placeUnder(row.current, moved.clientX);
      setDropAt(to);
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      setDropAt(null);
      const name = columns[from]?.field.name;
      if (dragged.current && to !== null && name) actions.move(name, to > from ? to - 1 : to);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  };

  return (
    <div ref={row} role="row" aria-rowindex={1} className="sticky top-0 z-10 grid h-9 w-full shrink-0 grid-cols-(--columns) bg-panel">
      <div role="columnheader" className="sticky left-0 z-3 flex items-center justify-center border-b border-line bg-panel">
        <input
          type="checkbox"
          aria-label={t("records.chooseAll")}
          checked={allChosen === "all"}
          ref={(box) => {
            if (box) box.indeterminate = allChosen === "some";
          }}
          onChange={onChooseAll}
          className="size-4 accent-accent"
        />
      </div>
      {columns.map((column, place) => {
        const { name } = column.field;
        const at = sort.findIndex((entry) => entry.field === name);
        const sorted = sort[at];
        const sortable = column.field.sortable !== false;
        return (
          <div
            key={name}
            role="columnheader"
            aria-colindex={place + 2}
            aria-sort={sorted ? (sorted.direction === "asc" ? "ascending" : "descending") : "none"}
            data-head={place}
            className={classes(
              "group relative flex items-center border-r border-b border-line bg-panel pl-2 text-text-2",
              column.left !== null && "sticky z-2",
              dropAt === place && "shadow-[inset_2px_0_0_var(--accent)]",
              dropAt === place + 1 && place === columns.length - 1 && "shadow-[inset_-2px_0_0_var(--accent)]",
            )}
            style={column.left === null ? undefined : { left: column.left }}
          >
            <button
              type="button"
              aria-disabled={!sortable}
              title={naming.labels(column.field.help, naming.field(column.field))}
              onPointerDown={(event) => carry(event, place)}
              onClick={(event) => {
                if (sortable && !dragged.current) actions.sortBy(name, event.shiftKey ? "next among" : "next");
              }}
              className={classes("flex h-full min-w-0 flex-1 items-center gap-1", column.kind.align === "end" && "flex-row-reverse")}
            >
              <span className="truncate">{naming.field(column.field)}</span>
              {sorted?.direction === "asc" && <ArrowUp aria-hidden className="size-3.5 shrink-0" />}
              {sorted?.direction === "desc" && <ArrowDown aria-hidden className="size-3.5 shrink-0" />}
              {sorted && sort.length > 1 && <span className="text-meta tabular-nums">{at + 1}</span>}
            </button>
            <Menu
              align="start"
              trigger={
                <button
                  type="button"
                  aria-label={t("records.columnMenu", { column: naming.field(column.field) })}
                  className="mr-1 flex size-5 shrink-0 items-center justify-center rounded-tag text-text-3 opacity-0 group-hover:opacity-100 hover:bg-hover focus-visible:opacity-100 data-[state=open]:opacity-100"
                >
                  <ChevronDown aria-hidden className="size-3.5" />
                </button>
              }
            >
              <Suspense fallback={<span className="block h-60" />}>
                <HeadMenu column={column} place={place} isLast={place === columns.length - 1} actions={actions} />
              </Suspense>
            </Menu>
            <div
              aria-hidden
              className="absolute top-0 -right-0.5 z-1 h-full w-1.5 cursor-col-resize hover:bg-accent/40"
              onPointerDown={(event) => resize(event, column.width, (width, state) => actions.resize(name, width, state))}
            />
          </div>
        );
      })}
      <div aria-hidden className="border-b border-line bg-panel" />
    </div>
  );
});

/** What a list can be grouped by: what has few values, or a day, which is taken by the month. */
export function isGroupable({ field, kind }: Pick<Column, "field" | "kind">): boolean {
  return field.access !== "mask" && !field.many && field.type !== "multi_choice" && (kind.filter === "choice" || kind.filter === "boolean" || kind.filter === "reference" || kind.filter === "date");
}

function placeUnder(row: HTMLElement | null, x: number): number | null {
  const heads = [...(row?.querySelectorAll<HTMLElement>("[data-head]") ?? [])];
  for (const head of heads) {
    const box = head.getBoundingClientRect();
    if (x < box.left + box.width / 2) return Number(head.dataset.head);
  }
  return heads.length > 0 ? heads.length : null;
}

function resize(event: PointerEvent<HTMLElement>, width: number, set: (width: number, state: "dragging" | "done") => void): void {
  event.preventDefault();
  const handle = event.currentTarget;
  const start = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const move = (moved: globalThis.PointerEvent) => set(width + moved.clientX - start, "dragging");
  const end = (ended: globalThis.PointerEvent) => {
    handle.removeEventListener("pointermove", move);
    set(width + ended.clientX - start, "done");
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end, { once: true });
}
