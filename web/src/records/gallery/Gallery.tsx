import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asFile, type FieldMeta, type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming } from "@/metadata";
import { API } from "@/shared/api";
import { classes, ProblemState, Skeleton } from "@/shared/ui";
import { CardFace } from "../board/Card";
import { cardFields } from "../board/cardFields";
import { EmptyList } from "../EmptyList";
import { useScrolledRows } from "../grid/useScrolledRows";
import { useScrollMemory } from "../grid/useScrollMemory";
import type { ListViewProps } from "../listView";
import { useWindow } from "../rows";
import { columnsOf, isNarrowed, type ViewState } from "../views/viewState";

const LEAST_WIDTH = 220;
const PICTURE = 128;
const LINES = 142;
const GAP = 12;

/** Cards with a picture, as many beside each other as there is room for. */
export function Gallery({ object, view, openId, onOpen, onShown }: ListViewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const scroller = useRef<HTMLDivElement>(null);
  const [across, setAcross] = useState(4);
  const picture = useMemo(() => pictureField(object), [object]);
  const withPicture = useMemo(() => withField(object, view, picture), [object, view, picture]);
  const fields = useMemo(() => cardFields(object, view, undefined).filter((field) => field !== picture), [object, view, picture]);
  const rows = useWindow(object, withPicture);
  const { total, loaded, show } = rows;
  const height = (picture ? PICTURE : 0) + LINES + GAP;
  const scrolled = useScrolledRows(scroller, { count: Math.ceil((total ?? 12) / across), row: height, covered: 0 });
  useScrollMemory(scroller, total !== undefined);
  useEffect(() => show(scrolled.first * across, (scrolled.last + 1) * across - 1), [show, scrolled.first, scrolled.last, across]);
  useEffect(() => onShown(loaded), [onShown, loaded]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setAcross(Math.max(1, Math.floor((element.clientWidth - GAP) / (LEAST_WIDTH + GAP)))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  if (rows.error && total === undefined) return <ProblemState error={rows.error} onRetry={rows.refresh} />;
  if (total === 0) return <EmptyList object={object} narrowed={isNarrowed(view) ? "narrowed" : "whole"} />;
  const lines: number[] = [];
  for (let line = scrolled.first; line <= scrolled.last; line += 1) lines.push(line);
  return (
    <>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-bg" tabIndex={-1}>
        <ul aria-label={naming.many(object)} className="relative" style={{ height: scrolled.height + GAP }}>
          {lines.flatMap((line) =>
            Array.from({ length: across }, (_, place) => {
              const index = line * across + place;
              if (total !== undefined && index >= total) return null;
              const at: CSSProperties = { top: scrolled.topOf(line) + GAP, left: `calc((100% - ${GAP}px) / ${across} * ${place} + ${GAP}px)`, width: `calc((100% - ${GAP}px) / ${across} - ${GAP}px)`, height: height - GAP };
              return (
                <li key={index} className="absolute" style={at}>
                  <GalleryCard object={object} row={rows.rowAt(index)} fields={fields} picture={picture} openId={openId} onOpen={(row) => onOpen(row, "peek")} />
                </li>
              );
            }),
          )}
        </ul>
      </div>
      <footer className="flex h-8 shrink-0 items-center border-t border-line bg-bg px-4 text-text-2 tabular-nums">
        {total === undefined ? t("general.loading") : t("records.count", { count: total, shown: formats.number(total) })}
      </footer>
    </>
  );
}

type GalleryCardProps = { object: ObjectMeta; row: RecordRow | undefined; fields: FieldMeta[]; picture: FieldMeta | undefined; openId: string | undefined; onOpen: (row: RecordRow) => void };

function GalleryCard({ object, row, fields, picture, openId, onOpen }: GalleryCardProps) {
  const naming = useNaming();
  if (!row) return <Skeleton className="h-full w-full rounded-card" />;
  const file = picture ? asFile(row[picture.name]) : null;
  const title = recordTitle(object, row, naming.language);
  return (
    <button
      type="button"
      className={classes("flex h-full w-full flex-col overflow-hidden rounded-card border bg-panel text-left hover:border-line-strong", row.id === openId ? "border-accent" : "border-line")}
      onClick={() => onOpen(row)}
    >
      {picture && (
        <span className="flex w-full shrink-0 items-center justify-center overflow-hidden bg-hover text-kpi text-text-3" style={{ height: PICTURE }}>
          {file ? <img alt="" loading="lazy" src={file.url ?? `${API}/files/${file.id}`} className="size-full object-cover" /> : Array.from(title)[0]}
        </span>
      )}
      <span className="block w-full min-w-0 p-2.5">
        <CardFace object={object} row={row} fields={fields} />
      </span>
    </button>
  );
}

function pictureField(object: ObjectMeta): FieldMeta | undefined {
  const files = object.fields.filter((field) => field.type === "file" && !field.many);
  return files.find((field) => field.image) ?? files[0];
}

function withField(object: ObjectMeta, view: ViewState, field: FieldMeta | undefined): ViewState {
  const names = columnsOf(object, view).map((column) => column.name);
  return !field || names.includes(field.name) ? view : { ...view, columns: [...names, field.name] };
}
