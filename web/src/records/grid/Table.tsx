import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef } from "react";
import { type RecordRow, useCatalog } from "@/metadata";
import { wasWrittenHere } from "@/shared/api";
import { ProblemState } from "@/shared/ui";
import { EmptyList } from "../EmptyList";
import type { ListViewProps } from "../listView";
import { chosenCount, useSoftNews, useUpdate, useWindow, type Window } from "../rows";
import { stillMatches } from "../views/matching";
import { columnsOf, isNarrowed, nextSort, nextSortAmong, pinnedOf, sortOf, type ViewState } from "../views/viewState";
import { type Column, useColumns } from "./columns";
import { Foot } from "./Foot";
import { Grid } from "./Grid";
import type { HeadActions } from "./Head";

const BulkBar = lazy(() => import("../bulk/BulkBar").then(({ BulkBar }) => ({ default: BulkBar })));

export function Table(props: ListViewProps) {
  return <TableOf {...props} rows={useWindow(props.object, props.view)} />;
}

type TableOfProps = ListViewProps & { rows: Window; groupHead?: (columns: Column[], index: number, top: number, height: number, focusColumn: number) => ReactNode };

/** A table over rows that came from somewhere: in one piece, or in groups. */
export function TableOf({ object, view, fields, change, choice, openId, onOpen, onClosePeek, onNear, onFilterBy, onShown, rows, groupHead }: TableOfProps) {
  const { me } = useCatalog();
  const save = useUpdate(object);
  const keepWidth = useCallback((name: string, width: number) => change((current) => ({ ...current, widths: { ...current.widths, [name]: width } })), [change]);
  const { columns, resize } = useColumns(object, fields, view, keepWidth);
  const area = useRef<HTMLDivElement>(null);
  const news = useSoftNews(object, area);
  const { loaded } = rows;
  useEffect(() => onShown(loaded), [onShown, loaded]);
  const sort = useMemo(() => sortOf(object, view), [object, view]);

  if (rows.error && rows.total === undefined) return <ProblemState error={rows.error} onRetry={rows.refresh} />;
  if (rows.total === 0) return <EmptyList object={object} narrowed={isNarrowed(view) ? "narrowed" : "whole"} />;

  const inOrder = (current: ViewState) => columnsOf(object, current).map((column) => column.name);
  const actions: HeadActions = {
    sortBy: (field, direction) =>
      change((current) => ({
        ...current,
        sort: direction === "next" ? nextSort(sortOf(object, current), field) : direction === "next among" ? nextSortAmong(sortOf(object, current), field) : [{ field, direction }],
      })),
    hide: (field) => change((current) => ({ ...current, columns: inOrder(current).filter((name) => name !== field) })),
    filterBy: onFilterBy,
    groupBy: (field) => change((current) => ({ ...current, group: isDated(columns, field) ? `${field}:month` : field })),
    pin: (field, where) =>
      change((current) => {
        const others = pinnedOf(object, current).filter((name) => name !== field);
        return { ...current, pinned: where === "pinned" ? [...others, field] : others };
      }),
    move: (field, to) => change((current) => moved(object.title, current, inOrder(current), field, to)),
    resize,
  };
  const matches = (row: RecordRow) => !(wasWrittenHere(row.id) || news.changed.has(row.id)) || stillMatches(object, view, row, me.id);

  return (
    <>
      <Grid
        object={object}
        columns={columns}
        window={rows}
        sort={sort}
        selection={choice}
        openId={openId}
        actions={actions}
        matches={matches}
        area={area}
        news={news}
        {...(groupHead ? { groupHead: (index, top, height, focusColumn) => groupHead(columns, index, top, height, focusColumn) } : {})}
        onOpen={onOpen}
        onClosePeek={onClosePeek}
        onNear={onNear}
        onSave={(row, field, value) => void save(row, field, value)}
        foot={<Foot object={object} view={view} columns={columns} records={rows.records} onFigure={(field, figure) => change((current) => ({ ...current, figures: { ...current.figures, [field]: figure } }))} />}
      />
      {chosenCount(choice.selection, rows.records ?? 0) > 0 && (
        <Suspense>
          <BulkBar object={object} view={view} total={rows.records ?? 0} control={choice} />
        </Suspense>
      )}
    </>
  );
}

function isDated(columns: Column[], name: string): boolean {
  return columns.some((column) => column.field.name === name && column.kind.filter === "date");
}

/** A column that is moved in among the pinned ones is pinned, and one that leaves them is free. */
function moved(title: string, view: ViewState, names: string[], field: string, to: number): ViewState {
  const pinned = view.pinned ?? [title];
  const rest = names.filter((name) => name !== field);
  const stays = rest.filter((name) => pinned.includes(name)).length;
  const columns = rest.toSpliced(to, 0, field);
  const isPinned = to < stays || (pinned.includes(field) && to <= stays);
  const next = columns.filter((name) => (name === field ? isPinned : pinned.includes(name)));
  return { ...view, columns, pinned: next.join() === title ? null : next };
}
