import { type CSSProperties, type MouseEvent, type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from "react";
import { RefreshCw } from "lucide-react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { type FieldMeta, type FieldValue, isEmpty, type ObjectMeta, type RecordRow, useFormats, useNaming } from "@/metadata";
import { Button, ROW_HEIGHTS, useRowHeight } from "@/shared/ui";
import { isChosen, type News, type SelectionControl, type Window } from "../rows";
import type { Sort } from "../views/viewState";
import { beginning, contains, fillFrom } from "./block";
import { type CellEdit, CellEditor } from "./CellEditor";
import { type Column, pinnedWidth } from "./columns";
import type { CellFocus } from "./focus";
import { Head, type HeadActions } from "./Head";
import { type GridKeys, KeyCatcher } from "./KeyCatcher";
import { Row } from "./Row";
import { cellOf, useBlock } from "./useBlock";
import { useCells } from "./useCells";
import { useScrolledRows } from "./useScrolledRows";
import { useScrollMemory } from "./useScrollMemory";

type GridProps = {
  object: ObjectMeta;
  columns: Column[];
  window: Window;
  sort: Sort[];
  selection: SelectionControl;
  openId: string | undefined;
  actions: HeadActions;
  foot: ReactNode;
  /** The head of a group, drawn by whoever grouped the rows. */
  groupHead?: (index: number, top: number, height: number, focusColumn: number) => ReactNode;
  matches: (row: RecordRow) => boolean;
  area: RefObject<HTMLDivElement | null>;
  news: News;
  onOpen: (row: RecordRow, where: "peek" | "page") => void;
  onClosePeek: () => void;
  onNear: (id: string | undefined) => void;
  onSave: (row: RecordRow, field: FieldMeta, value: FieldValue) => void;
};

export function Grid({ object, columns, window: rows, sort, selection, openId, actions, foot, groupHead, matches, area, news, onOpen, onClosePeek, onNear, onSave }: GridProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const catcher = useRef<HTMLTextAreaElement>(null);
  const lastChecked = useRef<number | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [edit, setEdit] = useState<CellEdit | null>(null);
  const total = rows.total ?? 0;
  const rowHeight = useRowHeight();
  const cells = useCells(object, columns, rows);
  const { block, rect, isBlock, filling, focusOn, extendTo, setBlock, pointer } = useBlock({ scroller, rowHeight, onFill: (source, target, way) => void cells.fill(source, target, way) });
  const { focus } = block;
  const head = block.head ?? focus;

  const scrolled = useScrolledRows(scroller, { count: rows.total === undefined ? 30 : total, row: rowHeight, covered: 2 * ROW_HEIGHTS.normal });
  useScrollMemory(scroller, rows.total !== undefined);
  const { first, last } = scrolled;
  const { show } = rows;
  useEffect(() => show(first, last), [show, first, last]);

  const template = useMemo(() => `40px ${columns.map((column) => `${column.width}px`).join(" ")} minmax(0, 1fr)`, [columns]);
  const width = useMemo(() => 40 + columns.reduce((sum, column) => sum + column.width, 0), [columns]);
  const words = useMemo(() => ({ choose: t("records.chooseRow"), astray: t("records.noLongerMatches"), changed: t("records.changedByOthers") }), [t]);

  const focusedId = hasFocus ? rows.rowAt(focus.row)?.id : undefined;
  useEffect(() => onNear(focusedId), [onNear, focusedId]);

  const focusCatcher = () => catcher.current?.focus({ preventScroll: true });

  const wasOpen = useRef(openId);
  useEffect(() => {
    if (wasOpen.current && !openId) focusCatcher();
    wasOpen.current = openId;
  }, [openId]);

  const reveal = (cell: CellFocus) => {
    scrolled.scrollTo(cell.row);
    scrollColumnIntoView(scroller.current, columns, cell.column);
  };

  const moveTo = (next: CellFocus) => {
    focusOn(next);
    reveal(next);
    const row = rows.rowAt(next.row);
    if (openId && row && row.id !== openId) onOpen(row, "peek");
  };

  const startEdit = (at: CellFocus, seed: string | undefined) => {
    const column = columns[at.column];
    const row = rows.rowAt(at.row);
    const cell = document.getElementById(`cell-${at.row}-${at.column}`);
    if (!column?.editable || !row || row.deleted_at || !cell) return;
    setEdit({ index: at.row, row, column, place: at.column, seed, anchor: cell.getBoundingClientRect() });
  };

  const save = ({ row, column }: CellEdit, value: FieldValue) => {
    onSave(row, column.field, value);
    cells.settle(row.id, column.field);
  };

  // Whoever types on has pressed the next key before the next frame is drawn, so the editor goes and the focus comes back in the same moment.
  const finishEdit = () => {
    flushSync(() => setEdit(null));
    focusCatcher();
  };

  const toggleRow = (index: number, range: "one" | "range") => {
    const row = rows.rowAt(index);
    if (!row) return;
    const wanted = isChosen(selection.selection, row.id) ? "not chosen" : "chosen";
    const from = range === "range" && lastChecked.current !== null ? lastChecked.current : index;
    const ids: string[] = [];
    for (let at = Math.min(from, index); at <= Math.max(from, index); at += 1) {
      const other = rows.rowAt(at);
      if (other) ids.push(other.id);
    }
    selection.toggle(ids, wanted);
    lastChecked.current = index;
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const index = Number(event.target.closest<HTMLElement>("[data-row]")?.dataset.row ?? -1);
    if (index < 0) return;
    if (event.target.closest("[data-check]")) {
      toggleRow(index, event.shiftKey ? "range" : "one");
      return;
    }
    focusCatcher();
    if (rows.toggleGroup?.(index)) return;
    const at = cellOf(event.target);
    const row = rows.rowAt(index);
    if (!at || !row || event.shiftKey || isBlock) return;
    focusOn(at);
    if (event.ctrlKey || event.metaKey) onOpen(row, "page");
    else if (columns[at.column]?.isTitle || openId) onOpen(row, "peek");
  };

  const keys: GridKeys = {
    move: moveTo,
    extend: (next) => {
      extendTo(next);
      reveal(next);
    },
    edit: (seed) => {
      if (seed !== undefined || !rows.toggleGroup?.(focus.row)) startEdit(focus, seed);
    },
    open: (where) => {
      const row = rows.rowAt(focus.row);
      if (row) onOpen(row, where);
    },
    toggle: (range) => {
      if (!rows.toggleGroup?.(focus.row)) toggleRow(focus.row, range);
    },
    clear: () => void cells.clear(rect),
    escape: () => {
      if (isBlock) focusOn(focus);
      else onClosePeek();
    },
    undo: cells.undo,
    fill: (direction) => {
      const begun = direction === "down" ? beginning(rect, (row) => columns.slice(rect.left, rect.right + 1).some(({ field }) => !isEmpty(rows.rowAt(row)?.[field.name]))) : null;
      if (begun) return void cells.fill(begun, { ...rect, top: begun.bottom + 1 }, "series");
      const fill = fillFrom(rect, direction);
      if (fill) void cells.fill(fill.source, fill.target, "copy");
    },
    chooseBlock: () => setBlock({ focus: { row: 0, column: 0 }, head: { row: Math.max(0, total - 1), column: columns.length - 1 } }),
    copy: () => cells.copy(rect),
    cut: () => {
      const text = cells.copy(rect);
      if (text !== null) void cells.clear(rect);
      return text;
    },
    paste: (text) => {
      void cells.paste(rect, text).then((target) => {
        if (target) setBlock({ focus: { row: target.top, column: target.left }, head: { row: target.bottom, column: target.right } });
      });
    },
  };

  const { clear, chooseAll } = selection;
  const chosenAll = selection.selection.mode === "all" && selection.selection.except.size === 0 ? "all" : selection.selection.mode === "some" && selection.selection.ids.size === 0 ? "none" : "some";
  const shown: ReactNode[] = [];
  for (let index = first; index <= last; index += 1) {
    const focusColumn = (hasFocus || edit) && focus.row === index ? focus.column : -1;
    const group = rows.isGroup?.(index) && groupHead ? groupHead(index, scrolled.placeIn(index), rowHeight, focusColumn) : null;
    if (group) {
      shown.push(group);
      continue;
    }
    const row = rows.rowAt(index);
    const inBlock = (hasFocus || edit) && isBlock && contains(rect, index);
    const inFill = filling !== null && contains(filling, index);
    const isCorner = (hasFocus || filling) && index === rect.bottom && columns[rect.right]?.editable;
    shown.push(
      <Row
        key={index}
        index={index}
        top={scrolled.placeIn(index)}
        height={rowHeight}
        row={row}
        columns={columns}
        focusColumn={focusColumn}
        blockLeft={inBlock ? rect.left : isCorner ? rect.right + 1 : -1}
        blockRight={inBlock || isCorner ? rect.right : -1}
        fillLeft={inFill ? filling.left : -1}
        fillRight={inFill ? filling.right : -1}
        handle={isCorner ? "here" : "elsewhere"}
        openness={row && row.id === openId ? "open" : "closed"}
        choice={row && isChosen(selection.selection, row.id) ? "chosen" : "not chosen"}
        match={!row || matches(row) ? "matches" : "no longer"}
        news={row && news.changed.has(row.id) ? "changed" : "none"}
        problems={row && cells.problems.get(row.id)}
        formats={formats}
        naming={naming}
        words={words}
      />,
    );
  }

  return (
    <div ref={area} className="relative flex min-h-0 flex-1 flex-col">
      <KeyCatcher
        ref={catcher}
        gridId={gridId}
        label={t("records.gridKeys", { object: naming.many(object) })}
        focus={focus}
        head={head}
        bounds={{ rows: total, columns: columns.length, page: scrolled.perPage }}
        onFocusChange={setHasFocus}
        keys={keys}
      />
      <div
        ref={scroller}
        id={gridId}
        role="grid"
        aria-label={naming.many(object)}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-busy={rows.total === undefined}
        className="min-h-0 flex-1 overflow-auto bg-panel outline-none select-none [contain:strict]"
        style={{ "--columns": template } as CSSProperties}
        tabIndex={-1}
        onFocus={(event) => {
          if (event.target === event.currentTarget) focusCatcher();
        }}
        onClick={onClick}
        {...pointer}
        onMouseDown={(event) => {
          // The keys stay with the grid while a block is drawn.
          if (event.target instanceof Element && event.target.closest("[data-row]")) {
            event.preventDefault();
            focusCatcher();
          }
        }}
        onDoubleClick={(event) => {
          const at = event.target instanceof Element ? cellOf(event.target) : null;
          if (at) startEdit(at, undefined);
        }}
      >
        <div className="flex min-h-full flex-col" style={{ minWidth: width }}>
          <Head columns={columns} sort={sort} naming={naming} actions={actions} allChosen={chosenAll} onChooseAll={chosenAll === "all" ? clear : chooseAll} />
          <div role="rowgroup" className="relative shrink-0" style={{ height: scrolled.height }}>
            <div role="presentation" className="absolute inset-x-0 top-0" style={scrolled.stretch === 0 ? undefined : { transform: `translateY(${scrolled.stretch}px)` }}>
              {shown}
            </div>
          </div>
          {foot}
        </div>
      </div>
      {news.changed.size > 0 && (
        <div role="status" className="absolute bottom-11 left-1/2 z-20 -translate-x-1/2">
          <Button
            className="shadow-float"
            onClick={() => {
              news.show();
              focusCatcher();
            }}
          >
            <RefreshCw aria-hidden className="size-3.5" />
            {t("records.newOrder", { count: news.changed.size })}
          </Button>
        </div>
      )}
      {edit && (
        <CellEditor
          edit={edit}
          onCancel={finishEdit}
          onSave={(value) => {
            save(edit, value);
            finishEdit();
            moveTo({ row: Math.min(total - 1, edit.index + 1), column: edit.place });
          }}
          onLeave={(value) => {
            if (value !== undefined) save(edit, value);
            setEdit(null);
          }}
        />
      )}
    </div>
  );
}

function scrollColumnIntoView(scroller: HTMLElement | null, columns: Column[], place: number): void {
  const column = columns[place];
  if (!scroller || !column || column.left !== null) return;
  const left = 40 + columns.slice(0, place).reduce((sum, other) => sum + other.width, 0);
  const fixed = pinnedWidth(columns);
  if (left < scroller.scrollLeft + fixed) scroller.scrollLeft = left - fixed;
  else if (left + column.width > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = left + column.width - scroller.clientWidth;
}
