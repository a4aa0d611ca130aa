import { type Announcements, DndContext, DragOverlay, type DragEndEvent, type DragStartEvent, KeyboardSensor, PointerSensor, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, type FieldMeta, isEditable, type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming } from "@/metadata";
import { Button, classes, EmptyState, hueOf, ProblemState, Segmented, Skeleton, SkeletonLines, Tag, useIsWide } from "@/shared/ui";
import type { ListViewProps } from "../listView";
import type { ViewState } from "../views/viewState";
import { amountField, cardFields, laneField } from "./cardFields";
import { Card, CardFace } from "./Card";
import { cardsOf, countOf, type Lane, laneKey, type Move } from "./lanes";
import { laneKeys } from "./laneKeys";
import { Question } from "./Question";
import { useLane, useLanes } from "./useLane";
import { useMoveCard } from "./useMoveCard";

const LIFT = { distance: 6 };

export function Board(props: ListViewProps) {
  const { t } = useTranslation();
  const field = laneField(props.object, props.view);
  if (!field) return <EmptyState className="flex-1" title={t("lists.board.noChoice")} />;
  return <BoardOf {...props} field={field} />;
}

function BoardOf({ object, view, field, openId, onOpen, onShown }: ListViewProps & { field: FieldMeta }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const wide = useIsWide();
  const amount = useMemo(() => amountField(object, view), [object, view]);
  const fields = useMemo(() => cardFields(object, view, field), [object, view, field]);
  const { lanes, error, refresh } = useLanes(object, view, field, amount);
  const { moves, question, move, answer, giveUp, takeBack } = useMoveCard(object, field);
  const [carried, setCarried] = useState<RecordRow | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: LIFT }), useSensor(KeyboardSensor, { coordinateGetter: laneKeys, keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] } }));
  const loaded = useRef(new Map<string, RecordRow[]>());

  if (error && !lanes) return <ProblemState error={error} onRetry={refresh} />;
  if (!lanes) {
    return (
      <div className="p-4">
        <SkeletonLines count={8} />
      </div>
    );
  }

  const laneName = (value: string | null) => (value === null ? t("lists.group.none") : naming.option(field, value));
  const titleOf = (id: string | number) => {
    const row = [...loaded.current.values()].flat().find((candidate) => candidate.id === id);
    return row ? recordTitle(object, row, naming.language) : "";
  };
  const overName = (id: string | number | undefined) => laneName(id === undefined || id === laneKey(null) ? null : String(id));
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("lists.board.lifted", { title: titleOf(active.id) }),
    onDragOver: ({ active, over }) => (over ? t("lists.board.over", { title: titleOf(active.id), lane: overName(over.id) }) : undefined),
    onDragEnd: ({ active, over }) => t("lists.board.dropped", { title: titleOf(active.id), lane: overName(over?.id) }),
    onDragCancel: ({ active }) => t("lists.board.cancelled", { title: titleOf(active.id) }),
  };
  const onDragStart = ({ active }: DragStartEvent) => setCarried((active.data.current?.row as RecordRow | undefined) ?? null);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setCarried(null);
    const row = active.data.current?.row as RecordRow | undefined;
    const from = (active.data.current?.lane as string | null | undefined) ?? null;
    if (!row || !over) return;
    const to = over.id === laneKey(null) ? null : String(over.id);
    if (to !== from) move(row, from, to);
  };
  const onRows = (key: string, rows: RecordRow[]) => {
    loaded.current.set(key, rows);
    onShown(lanes.flatMap((lane) => loaded.current.get(laneKey(lane.value)) ?? []));
  };
  const shownLanes = wide ? lanes : lanes.filter((lane) => laneKey(lane.value) === (chosen ?? laneKey(lanes[0]?.value ?? null)));

  return (
    <DndContext sensors={sensors} autoScroll accessibility={{ announcements, screenReaderInstructions: { draggable: t("lists.board.how") } }} onDragStart={onDragStart} onDragEnd={onDragEnd} onDragCancel={() => setCarried(null)}>
      {!wide && (
        <div className="overflow-x-auto border-b border-line bg-panel px-3 py-2">
          <Segmented
            label={naming.field(field)}
            value={chosen ?? laneKey(lanes[0]?.value ?? null)}
            options={lanes.map((lane) => ({ value: laneKey(lane.value), label: `${laneName(lane.value)} ${countOf(lane, moves)}` }))}
            onChange={setChosen}
          />
        </div>
      )}
      <div
        ref={board}
        role="group"
        aria-label={naming.many(object)}
        className="flex min-h-0 flex-1 gap-3 overflow-x-auto bg-bg p-3"
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          void takeBack();
        }}
      >
        {shownLanes.map((lane) => (
          <LaneColumn
            key={laneKey(lane.value)}
            object={object}
            view={view}
            field={field}
            fields={fields}
            amount={amount}
            lane={lane}
            moves={moves}
            openId={openId}
            onOpen={(row) => onOpen(row, "peek")}
            onRows={onRows}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {carried && (
          <div className="rotate-1 cursor-grabbing rounded-card border border-accent bg-panel p-2.5 shadow-float">
            <CardFace object={object} row={carried} fields={fields} />
          </div>
        )}
      </DragOverlay>
      {question && <Question key={question.move.row.id} object={object} question={question} board={board} onAnswer={answer} onGiveUp={giveUp} />}
    </DndContext>
  );
}

type LaneProps = {
  object: ObjectMeta;
  view: ViewState;
  field: FieldMeta;
  fields: FieldMeta[];
  amount: FieldMeta | undefined;
  lane: Lane;
  moves: Move[];
  openId: string | undefined;
  onOpen: (row: RecordRow) => void;
  onRows: (key: string, rows: RecordRow[]) => void;
};

function LaneColumn({ object, view, field, fields, amount, lane, moves, openId, onOpen, onRows }: LaneProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const key = laneKey(lane.value);
  const { setNodeRef, isOver } = useDroppable({ id: key });
  const names = useMemo(() => [object.title, field.name, ...fields.map((one) => one.name), ...(amount ? [amount.name] : [])], [object, field, fields, amount]);
  const { rows, isWaiting, hasMore, isFetchingMore, more } = useLane(object, view, field, lane, names);
  const cards = cardsOf(lane, rows, moves);
  const report = useEffectEvent(onRows);
  useEffect(() => report(key, rows), [key, rows]);
  const money = asMoney(lane.amount);
  const name = lane.value === null ? t("lists.group.none") : naming.option(field, lane.value);
  const movable = isEditable(object, field) ? "movable" : "fixed";
  return (
    <section ref={setNodeRef} aria-label={name} data-lane={key} className={classes("flex max-h-full w-full shrink-0 flex-col rounded-card border border-transparent md:w-72", isOver && "border-accent bg-selected")}>
      <header className="flex h-9 shrink-0 items-center gap-2 px-1.5">
        {lane.option ? <Tag hue={hueOf(lane.option.color)}>{name}</Tag> : <span className="text-text-3">{name}</span>}
        <span className="text-text-3 tabular-nums" data-count>
          {formats.number(countOf(lane, moves))}
        </span>
        {money && <span className="ml-auto truncate text-text-2 tabular-nums">{formats.compactMoney(money)}</span>}
      </header>
      <ul tabIndex={-1} aria-label={name} className="flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto px-1 pb-2">
        {cards.map((row) => (
          <Card key={row.id} object={object} row={row} lane={lane.value} fields={fields} openId={openId} movable={row.deleted_at ? "fixed" : movable} onOpen={onOpen} />
        ))}
        {isWaiting && cards.length === 0 && <Skeleton className="h-20 w-full" />}
        {hasMore && (
          <li>
            <Button look="quiet" className="w-full" state={isFetchingMore ? "busy" : "idle"} onClick={more}>
              {t("lists.board.more", { count: Math.max(0, lane.count - rows.length) })}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
