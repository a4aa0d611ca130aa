import { CircleSlash } from "lucide-react";
import { memo } from "react";
import { isEmpty, type Naming, type RecordRow } from "@/metadata";
import type { Formats } from "@/shared/format";
import { classes, Skeleton } from "@/shared/ui";
import type { Column } from "./columns";
import type { RowProblems } from "./useCells";

export type RowWords = { choose: string; astray: string; changed: string };

type RowProps = {
  index: number;
  top: number;
  height: number;
  row: RecordRow | undefined;
  columns: Column[];
  focusColumn: number;
  /** Columns of the chosen block in this row, and of what the fill handle is about to cover; -1 for none. */
  blockLeft: number;
  blockRight: number;
  fillLeft: number;
  fillRight: number;
  handle: "here" | "elsewhere";
  openness: "open" | "closed";
  choice: "chosen" | "not chosen";
  match: "matches" | "no longer";
  /** Whether somebody else has changed it since the list was loaded. */
  news: "changed" | "none";
  problems: RowProblems | undefined;
  formats: Formats;
  naming: Naming;
  words: RowWords;
};

/** Cells are plain elements without handlers: the grid listens once for all of them. */
export const Row = memo(function Row({ index, top, height, row, columns, focusColumn, blockLeft, blockRight, fillLeft, fillRight, handle, openness, choice, match, news, problems, formats, naming, words }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={choice === "chosen"}
      data-row={index}
      data-id={row?.id}
      data-open={openness === "open"}
      data-active={focusColumn >= 0 || handle === "here"}
      className="grid-row absolute left-0 grid w-full grid-cols-(--columns)"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <div role="gridcell" className="grid-cell sticky left-0 z-2 flex items-center justify-center border-b border-line" data-check>
        {row && <input type="checkbox" tabIndex={-1} aria-label={words.choose} checked={choice === "chosen"} readOnly className="size-4 accent-accent" />}
      </div>
      {!row && <Waiting />}
      {row && columns.map((column, place) => {
        const value = row[column.field.name];
        const problem = problems?.[column.field.name];
        return (
          <div
            key={column.field.name}
            id={`cell-${index}-${place}`}
            role="gridcell"
            aria-colindex={place + 2}
            aria-invalid={problem ? true : undefined}
            title={problem}
            data-column={place}
            data-focus={focusColumn === place}
            data-block={place >= blockLeft && place <= blockRight ? true : undefined}
            data-fill={place >= fillLeft && place <= fillRight ? true : undefined}
            className={classes(
              "grid-cell relative flex items-center overflow-hidden border-r border-b border-line px-2 whitespace-nowrap",
              column.kind.align === "end" && "justify-end",
              column.left !== null && "sticky z-1",
              column.isTitle && "font-medium",
            )}
            style={column.left === null ? undefined : { left: column.left }}
          >
            {isEmpty(value) ? null : (
              <span className={classes("min-w-0 truncate", column.isTitle && "grid-title")}>
                <column.kind.Display field={column.field} value={value} formats={formats} naming={naming} place="cell" />
              </span>
            )}
            {column.isTitle && news === "changed" && <span role="img" aria-label={words.changed} title={words.changed} className="ml-auto size-1.5 shrink-0 rounded-full bg-accent" />}
            {column.isTitle && match === "no longer" && (
              <span className="ml-auto shrink-0 pl-1 text-text-3" title={words.astray}>
                <CircleSlash aria-label={words.astray} className="size-3.5" />
              </span>
            )}
            {handle === "here" && place === blockRight && <span data-handle className="grid-handle" />}
          </div>
        );
      })}
      {row && <div aria-hidden className="grid-cell border-b border-line" />}
    </div>
  );
});

/** A row that is on its way has no cells: dozens of them would be drawn only to be thrown away. */
function Waiting() {
  return (
    <div role="gridcell" aria-busy className="grid-cell col-[2/-1] flex items-center border-b border-line px-2">
      <Skeleton className="w-36" />
    </div>
  );
}
