import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, type PointerEvent, Suspense, useEffect, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, type RecordRow, useNaming, useObjectByPlural } from "@/metadata";
import { withTexts } from "@/shared/i18n";
import { early, EmptyState, isWide, SkeletonLines, useIsWide } from "@/shared/ui";
import { Table } from "./grid/Table";
import { ListHeader } from "./ListHeader";
import type { ListViewProps } from "./listView";
import { foresee } from "./rows";
import { useRecordChoice } from "./rows/useRecordChoice";
import { useView } from "./views/useView";
import { columnsOf } from "./views/viewState";

const Peek = early(() => import("./peek/Peek").then((part) => part.Peek));
const Cards = early(() => withTexts(import("./cards/Cards")).then((part) => part.Cards));
const GroupedTable = lazy(() => withTexts(import("./groups/GroupedTable")).then(({ GroupedTable }) => ({ default: GroupedTable })));
const Board = lazy(() => withTexts(import("./board/Board")).then(({ Board }) => ({ default: Board })));
const Calendar = lazy(() => withTexts(import("./calendar/Calendar")).then(({ Calendar }) => ({ default: Calendar })));
const Gallery = lazy(() => withTexts(import("./gallery/Gallery")).then(({ Gallery }) => ({ default: Gallery })));

/** A phone never shows the page without its cards, so the two come together. */
export async function fetchCards(): Promise<void> {
  if (!isWide()) await Cards.fetch();
}

export function ListPage() {
  const { plural } = useParams({ strict: false });
  const object = useObjectByPlural(plural ?? "");
  const { t } = useTranslation();
  if (!object) return <EmptyState heading="h1" title={t("errors.not_found")} className="h-full" />;
  return <ObjectList key={object.name} object={object} />;
}

/** The list of any object. Settings pages show users, roles and teams with it too. */
export function ObjectList({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const navigate = useNavigate();
  const wide = useIsWide();
  const { view, search, change, open } = useView();
  const fields = useMemo(() => columnsOf(object, view), [object, view]);
  const choice = useRecordChoice(view);
  const [asked, setAsked] = useState<string | null>(null);
  const shown = useRef<RecordRow[]>([]);
  const onShown = useCallback((rows: RecordRow[]) => {
    shown.current = rows;
  }, []);
  const openPage = (row: RecordRow) => void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id: row.id } });
  const near = useForesight(object);
  const peeked = wide ? search.peek : undefined;
  const walk = (step: 1 | -1) => {
    const next = beside(shown.current, peeked, step);
    if (next) open(next);
  };
  useEffect(() => near(beside(shown.current, peeked, 1)), [near, peeked]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ListHeader object={object} view={view} viewId={search.view} change={change} asked={asked} onAsked={setAsked} />
      <div className="relative flex min-h-0 flex-1">
        <section aria-label={naming.many(object)} className="relative flex min-w-0 flex-1 flex-col" onPointerOver={wide ? (event) => near(rowUnder(event)) : undefined}>
          <Suspense fallback={<Waiting />}>
            <ShownAs
              wide={wide}
              object={object}
              view={view}
              fields={fields}
              change={change}
              choice={choice}
              openId={search.peek}
              onOpen={(row, where) => (where === "peek" && wide ? open(row.id) : openPage(row))}
              onClosePeek={() => open(undefined)}
              onNear={near}
              onFilterBy={setAsked}
              onShown={onShown}
            />
          </Suspense>
        </section>
        {peeked && (
          <Suspense fallback={<aside aria-label={t("general.loading")} className="w-110 shrink-0 border-l border-line bg-panel" />}>
            <Peek object={object} id={peeked} onClose={() => open(undefined)} onWalk={walk} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function beside(rows: RecordRow[], id: string | undefined, step: 1 | -1): string | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? undefined : rows[at + step]?.id;
}

const RESTS_MS = 70;

/** Where the pointer or the focus rests, and after the record that is open, the next one is fetched before it is asked for. */
function useForesight(object: ObjectMeta): (id: string | undefined) => void {
  const client = useQueryClient();
  const rests = useRef<{ id: string | undefined; timer: ReturnType<typeof setTimeout> }>(undefined);
  useEffect(() => () => clearTimeout(rests.current?.timer), []);
  return useCallback(
    (id) => {
      if (rests.current?.id === id) return;
      clearTimeout(rests.current?.timer);
      const fetch = () => {
        if (!id) return;
        void Peek.fetch();
        foresee(client, object, id);
      };
      rests.current = { id, timer: setTimeout(fetch, RESTS_MS) };
    },
    [client, object],
  );
}

function rowUnder({ target }: PointerEvent): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-id]")?.dataset.id : undefined;
}

function ShownAs({ wide, ...props }: ListViewProps & { wide: boolean }) {
  const { kind, group } = props.view;
  switch (kind) {
    case "table":
      if (!wide) return <Cards {...props} />;
      return group ? <GroupedTable {...props} /> : <Table {...props} />;
    case "board":
      return <Board {...props} />;
    case "calendar":
      return <Calendar {...props} />;
    case "gallery":
      return <Gallery {...props} />;
    default:
      return kind satisfies never;
  }
}

function Waiting() {
  return (
    <div className="p-4">
      <SkeletonLines count={8} />
    </div>
  );
}
