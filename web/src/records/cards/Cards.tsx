import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "@/fields";
import { type FieldMeta, asMoney, isEmpty, recordTitle, useFormats, useNaming } from "@/metadata";
import { ProblemState, Skeleton } from "@/shared/ui";
import { EmptyList } from "../EmptyList";
import { figureOf, figuresOf, useFigures } from "../grid/figures";
import { useScrolledRows } from "../grid/useScrolledRows";
import { useScrollMemory } from "../grid/useScrollMemory";
import type { ListViewProps } from "../listView";
import { useWindow } from "../rows";
import { isNarrowed } from "../views/viewState";

const CARD_HEIGHT = 76;
const SHOWN = 4;

/** The list of a phone: two lines a record, the first fields of the view in words. */
export function Cards({ object, view, fields, onOpen, onShown }: ListViewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useWindow(object, view);
  const { show, total, loaded } = rows;
  const { first, last, height, topOf } = useScrolledRows(scroller, { count: total ?? 10, row: CARD_HEIGHT, covered: 0 });
  useScrollMemory(scroller, total !== undefined);
  useEffect(() => show(first, last), [show, first, last]);
  useEffect(() => onShown(loaded), [onShown, loaded]);
  const summed = fields.find((field) => (field.result ?? field.type) === "money");
  const figures = summed ? figuresOf([summed], view) : {};
  const amounts = useFigures(object, view, figures);
  const sum = summed && asMoney(figureOf(amounts, figures, summed.name));

  if (rows.error && total === undefined) return <ProblemState error={rows.error} onRetry={rows.refresh} />;
  if (total === 0) return <EmptyList object={object} narrowed={isNarrowed(view) ? "narrowed" : "whole"} />;
  const others = fields.filter((field) => field.name !== object.title);
  const shown: number[] = [];
  for (let index = first; index <= last; index += 1) shown.push(index);
  return (
    <>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-panel" tabIndex={-1}>
        <ul aria-label={naming.many(object)} className="relative" style={{ height }}>
          {shown.map((index) => {
            const row = rows.rowAt(index);
            const filled = row ? oneFigure(others.filter((field) => !isEmpty(row[field.name]))).slice(0, SHOWN) : [];
            return (
              <li key={index} className="absolute left-0 w-full border-b border-line" style={{ height: CARD_HEIGHT, transform: `translateY(${topOf(index)}px)` }}>
                {row ? (
                  <button type="button" className="flex h-full w-full flex-col justify-center gap-1 px-4 text-left active:bg-hover" onClick={() => onOpen(row, "page")}>
                    <span className="w-full truncate text-title font-semibold">{recordTitle(object, row, naming.language)}</span>
                    <span className="flex h-6 w-full flex-wrap items-center gap-2 overflow-hidden text-text-2 [&>*]:leading-6">
                      {filled.map((field) => {
                        const kind = kindOf(field);
                        return (
                          <span key={field.name} className="shrink-0 whitespace-nowrap">
                            {kind.filter === "number" && <span className="text-meta text-text-3">{naming.field(field)} </span>}
                            <kind.Display field={field} value={row[field.name]} formats={formats} naming={naming} place="cell" />
                          </span>
                        );
                      })}
                    </span>
                  </button>
                ) : (
                  <div className="flex h-full flex-col justify-center gap-3 px-4">
                    <Skeleton className="w-1/2" />
                    <Skeleton className="w-3/4" />
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      <footer className="flex h-8 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-bg px-4 whitespace-nowrap text-text-2 tabular-nums">
        <span>{total === undefined ? t("general.loading") : t("records.count", { count: total, shown: formats.number(total) })}</span>
        {total !== undefined && summed && sum && <span className="truncate">{t("records.sum", { field: naming.field(summed), sum: formats.compactMoney(sum) })}</span>}
      </footer>
    </>
  );
}

/** A figure needs its name beside it, and a card has room for one of them. */
function oneFigure(fields: FieldMeta[]): FieldMeta[] {
  const first = fields.find((field) => kindOf(field).filter === "number");
  return fields.filter((field) => field === first || kindOf(field).filter !== "number");
}
