import { DndContext, type DragEndEvent, DragOverlay, KeyboardSensor, PointerSensor, useDraggable, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, isEditable, isWritable, type ObjectMeta, recordTitle, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { isDayOff, useWorkDays } from "@/metadata/workDays";
import { http, type Query } from "@/shared/api";
import { addDays, today } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";
import { Button, classes, EmptyState, hueOf, IconButton, Popover, ProblemState, Segmented, useIsWide } from "@/shared/ui";
import { laneField } from "../board/cardFields";
import { askToCreate } from "../create/ask";
import type { ListViewProps } from "../listView";
import { useHistory, useUpdate } from "../rows";
import type { Page } from "../rows/cache";
import { filterQuery, shapeQuery } from "../views/viewQuery";
import { dayField, dayOf, daysOf, onDay, type Span, stepped } from "./days";
import { dayKeys } from "./dayKeys";

const MOST = 500;
const PER_DAY = 3;

type Placed = { row: RecordRow; day: string; time: string };

export function Calendar(props: ListViewProps) {
  const { t } = useTranslation();
  const field = dayField(props.object, props.view);
  if (!field) return <EmptyState className="flex-1" title={t("lists.calendar.noDay")} />;
  return <CalendarOf {...props} field={field} />;
}

function CalendarOf({ object, view, field, openId, onOpen, onShown }: ListViewProps & { field: FieldMeta }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const naming = useNaming();
  const wide = useIsWide();
  const { company } = useCatalog();
  const work = useWorkDays();
  const save = useUpdate(object);
  const step = useHistory(object);
  const now = today(company.time_zone);
  const [span, setSpan] = useState<Span>("month");
  const [day, setDay] = useState(now);
  const [carried, setCarried] = useState<Placed | null>(null);
  const days = useMemo(() => daysOf(wide ? span : "week", day, company.week_start), [wide, span, day, company.week_start]);
  const first = days[0] ?? day;
  const after = addDays(days.at(-1) ?? day, 1);
  const colour = laneField(object, view);
  const query: Query = {
    ...filterQuery(object, view, [{ field: field.name, op: "gte", value: first }, { field: field.name, op: "lt", value: after }]),
    ...shapeQuery(object, [object.title, field.name, ...(colour ? [colour.name] : [])]),
    sort: field.sortable === false ? "" : field.name,
    limit: MOST,
    count: "true",
  };
  const { data, error, refetch } = useQuery({
    queryKey: ["records", object.name, query, "days"],
    queryFn: ({ signal }) => http.get<Page>(`/${object.plural}`, { query, signal }),
    placeholderData: (previous) => previous,
  });
  const rows = data?.data;
  useEffect(() => onShown(rows ?? []), [onShown, rows]);
  const byDay = useMemo(() => {
    const found = new Map<string, Placed[]>();
    for (const row of rows ?? []) {
      const at = dayOf(row[field.name], company.time_zone);
      if (at) found.set(at.day, [...(found.get(at.day) ?? []), { row, ...at }]);
    }
    return found;
  }, [rows, field, company.time_zone]);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }), useSensor(KeyboardSensor, { coordinateGetter: dayKeys, keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] } }));
  const movable = isEditable(object, field) ? "movable" : "fixed";
  const drop = ({ active, over }: DragEndEvent) => {
    setCarried(null);
    const placed = active.data.current as Placed | undefined;
    if (!placed || !over || over.id === placed.day) return;
    void save(placed.row, field, onDay(String(placed.row[field.name]), placed.day, String(over.id)));
  };
  const weekdays = useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
    return days.slice(0, 7).map((one) => format.format(new Date(`${one}T00:00:00Z`)));
  }, [language, days]);
  const titled = (id: string | number) => recordTitle(object, rows?.find((row) => row.id === id) ?? { id: String(id), version: 0 }, naming.language);

  if (error && !rows) return <ProblemState error={error} onRetry={() => void refetch()} />;
  const shownSpan = wide ? span : "week";
  return (
    <DndContext
      sensors={sensors}
      accessibility={{
        screenReaderInstructions: { draggable: t("lists.calendar.how") },
        announcements: {
          onDragStart: ({ active }) => t("lists.board.lifted", { title: titled(active.id) }),
          onDragOver: ({ active, over }) => (over ? t("lists.board.over", { title: titled(active.id), lane: formats.date(String(over.id)) }) : undefined),
          onDragEnd: ({ active, over }) => t("lists.board.dropped", { title: titled(active.id), lane: over ? formats.date(String(over.id)) : "" }),
          onDragCancel: ({ active }) => t("lists.board.cancelled", { title: titled(active.id) }),
        },
      }}
      onDragStart={({ active }) => setCarried((active.data.current as Placed | undefined) ?? null)}
      onDragEnd={drop}
      onDragCancel={() => setCarried(null)}
    >
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
        <h2 className="min-w-28 font-semibold tabular-nums" aria-live="polite">
          {shownSpan === "month" ? formats.month(day) : `${formats.shortDate(first)} – ${formats.shortDate(addDays(after, -1))}`}
        </h2>
        <IconButton label={t("lists.calendar.before")} onClick={() => setDay(stepped(shownSpan, day, -1))}>
          <ChevronLeft className="size-4" />
        </IconButton>
        <IconButton label={t("lists.calendar.after")} onClick={() => setDay(stepped(shownSpan, day, 1))}>
          <ChevronRight className="size-4" />
        </IconButton>
        <Button onClick={() => setDay(now)}>{t("lists.calendar.today")}</Button>
        {(data?.total ?? 0) > MOST && <span className="truncate text-text-3">{t("lists.calendar.tooMany", { count: MOST })}</span>}
        {wide && (
          <div className="ml-auto">
            <Segmented
              label={t("lists.calendar.span")}
              value={span}
              options={(["month", "week"] as const).map((one) => ({ value: one, label: t(`lists.calendar.spans.${one}`) }))}
              onChange={setSpan}
            />
          </div>
        )}
      </div>
      {wide && (
        <div aria-hidden className="grid shrink-0 grid-cols-7 border-b border-line bg-panel text-meta text-text-3">
          {weekdays.map((name) => (
            <span key={name} className="px-2 py-1">
              {name}
            </span>
          ))}
        </div>
      )}
      <div
        className={classes("min-h-0 flex-1 overflow-auto bg-panel", wide ? "grid grid-cols-7" : "flex flex-col", wide && (shownSpan === "month" ? "auto-rows-[minmax(7.5rem,1fr)]" : "auto-rows-fr"))}
        role="list"
        tabIndex={-1}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void step(event.shiftKey ? "redo" : "undo");
        }}
      >
        {days.map((one, at) => (
          <Day
            key={one}
            day={one}
            label={formats.date(one)}
            heading={wide ? String(Number(one.slice(8))) : `${formats.shortDate(one)} ${weekdays[at] ?? ""}`}
            isToday={one === now}
            isOff={work !== undefined && isDayOff(work, one)}
            holiday={work?.holidays.get(one)}
            isOutside={shownSpan === "month" && one.slice(0, 7) !== day.slice(0, 7)}
            placed={byDay.get(one) ?? []}
            most={shownSpan === "month" ? PER_DAY : MOST}
            object={object}
            colour={colour}
            openId={openId}
            movable={movable}
            onOpen={(row) => onOpen(row, "peek")}
            onNew={object.quick.length > 0 && object.can.create && isWritable(field) ? () => askToCreate(object.name, { [field.name]: one }) : undefined}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {carried && <div className="max-w-48 truncate rounded-tag border border-accent bg-panel px-1.5 py-0.5 shadow-float">{recordTitle(object, carried.row, naming.language)}</div>}
      </DragOverlay>
    </DndContext>
  );
}

type DayProps = {
  day: string;
  label: string;
  heading: string;
  isToday: boolean;
  isOff: boolean;
  holiday: string | undefined;
  isOutside: boolean;
  placed: Placed[];
  most: number;
  object: ObjectMeta;
  colour: FieldMeta | undefined;
  openId: string | undefined;
  movable: "movable" | "fixed";
  onOpen: (row: RecordRow) => void;
  onNew: (() => void) | undefined;
};

function Day({ day, label, heading, isToday, isOff, holiday, isOutside, placed, most, object, colour, openId, movable, onOpen, onNew }: DayProps) {
  const { t } = useTranslation();
  const { setNodeRef, isOver } = useDroppable({ id: day });
  const entry = (one: Placed) => <Entry key={one.row.id} placed={one} object={object} colour={colour} openId={openId} movable={movable} onOpen={onOpen} />;
  return (
    <div ref={setNodeRef} role="listitem" aria-label={holiday ? `${label}, ${holiday}` : label} data-day={day} data-off={isOff ? "" : undefined} className={classes("flex min-w-0 flex-col gap-1 border-r border-b border-line p-1", isOff ? "bg-hover" : isOutside && "bg-bg", isOver && "bg-selected")}>
      <div className="flex items-center">
        <span className={classes("rounded-full px-1.5 text-meta leading-5 tabular-nums", isToday ? "bg-accent font-semibold text-on-accent" : isOutside ? "text-text-3" : "text-text-2")}>{heading}</span>
        {holiday && <span className="min-w-0 truncate pl-0.5 text-meta text-text-2">{holiday}</span>}
        {onNew && (
          <button type="button" aria-label={t("lists.calendar.new", { day: label })} className="ml-auto size-5 rounded-tag text-text-3 opacity-0 hover:bg-hover hover:opacity-100 focus-visible:opacity-100" onClick={onNew}>
            +
          </button>
        )}
      </div>
      {placed.slice(0, most).map(entry)}
      {placed.length > most && (
        <Popover
          label={label}
          trigger={
            <button type="button" className="self-start rounded-tag px-1.5 text-meta text-text-2 hover:bg-hover">
              {t("lists.calendar.more", { count: placed.length - most })}
            </button>
          }
        >
          <div className="flex w-64 flex-col gap-1">
            <p className="text-meta text-text-3">{label}</p>
            {placed.slice(most).map(entry)}
          </div>
        </Popover>
      )}
    </div>
  );
}

function Entry({ placed, object, colour, openId, movable, onOpen }: { placed: Placed } & Pick<DayProps, "object" | "colour" | "openId" | "movable" | "onOpen">) {
  const naming = useNaming();
  const { row, time } = placed;
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: row.id, data: placed, disabled: movable === "fixed" });
  const option = colour?.options?.find((one) => one.value === row[colour.name]);
  return (
    <button
      ref={setNodeRef}
      type="button"
      {...(movable === "movable" ? { ...attributes, ...listeners } : {})}
      data-hue={hueOf(option?.color)}
      data-card={row.id}
      title={option && colour ? naming.option(colour, option.value) : undefined}
      className={classes("hue flex min-w-0 items-baseline gap-1 rounded-tag px-1.5 py-px text-left", row.id === openId && "outline-2 outline-accent", isDragging && "opacity-40")}
      onClick={() => onOpen(row)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isDragging) return;
        listeners?.onKeyDown?.(event);
      }}
    >
      {time && <span className="shrink-0 text-meta tabular-nums">{time}</span>}
      <span className="truncate">{recordTitle(object, row, naming.language)}</span>
    </button>
  );
}
