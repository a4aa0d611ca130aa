import { useParams } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { mayMerge, type ObjectMeta, type RecordRow, useObjectByPlural } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { withTexts } from "@/shared/i18n";
import { Button, EmptyState, ProblemState, SkeletonLines, Tabs, toast, useIsWide } from "@/shared/ui";
import { dropRows, useExtraWaiting, useRecord } from "../rows";
import { ActionBar } from "./ActionBar";
import { Attachments } from "./Attachments";
import { Changes } from "./Changes";
import { extrasOf, fetchExtras } from "./extras";
import { FieldSections } from "./FieldSections";
import { PresenceProvider } from "./Presence";
import { RecordHeader } from "./RecordHeader";
import { RelatedLists } from "./Related";
import { Composer } from "./timeline/Composer";
import { Timeline } from "./timeline/Timeline";

const DoublesDialog = lazy(() => withTexts(import("./DoublesDialog")).then(({ DoublesDialog }) => ({ default: DoublesDialog })));
const LayoutEditor = lazy(() => import("./layout-editor/LayoutEditor").then(({ LayoutEditor }) => ({ default: LayoutEditor })));

export function RecordPage() {
  const { plural, id } = useParams({ strict: false });
  const { t } = useTranslation();
  const object = useObjectByPlural(plural ?? "");
  if (!object || !id) return <EmptyState heading="h1" title={t("errors.not_found")} className="h-full" />;
  return (
    <PresenceProvider key={id} object={object} id={id}>
      <WholeRecord object={object} id={id} />
    </PresenceProvider>
  );
}

function WholeRecord({ object, id }: { object: ObjectMeta; id: string }) {
  const wide = useIsWide();
  const { data: row, error, refetch } = useRecord(object, id);
  const waiting = useExtraWaiting(object, id);
  useEffect(() => fetchExtras(object, "page"), [object]);
  const [open, setOpen] = useState<"page" | "layout" | "doubles">("page");
  if (error && !row) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="record-page flex h-full min-h-0 flex-col">
      <RecordHeader object={object} id={id} row={row} onArrange={() => setOpen("layout")} onMerge={mayMerge(object) ? () => setOpen("doubles") : null} />
      {row?.deleted_at ? <DeletedBar object={object} row={row} /> : null}
      {!row || waiting ? (
        <Waiting />
      ) : open === "layout" ? (
        <Suspense fallback={<SkeletonLines count={14} />}>
          <LayoutEditor object={object} onDone={() => setOpen("page")} />
        </Suspense>
      ) : wide ? (
        <WidePage object={object} row={row} />
      ) : (
        <NarrowPage object={object} row={row} />
      )}
      {row && open === "doubles" && (
        <Suspense>
          <DoublesDialog object={object} row={row} onClose={() => setOpen("page")} />
        </Suspense>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div className="p-4">
      <SkeletonLines count={14} />
    </div>
  );
}

/** Left who it is, in the middle what happened, on the right what belongs to it; over all of it what decides. */
function WidePage({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const { top: Top, side: Side, covers = [] } = extrasOf(object);
  return (
    <Suspense fallback={<Waiting />}>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto lg:overflow-hidden print:overflow-visible" tabIndex={-1}>
        {Top && <Top object={object} row={row} />}
        <div className="flex min-h-0 flex-1 flex-row max-lg:min-h-fit">
          <aside aria-label={t("records.details")} className="w-85 shrink-0 border-r border-line bg-panel pt-1 max-lg:w-70 lg:overflow-auto print:w-1/2 print:border-0" tabIndex={-1}>
            <FieldSections object={object} row={row} />
          </aside>
          <div className="flex min-w-0 flex-1 flex-col lg:flex-row lg:overflow-hidden print:block">
            <div className="min-w-0 flex-1 p-4 pt-2 lg:overflow-auto print:overflow-visible" tabIndex={-1}>
              <RecordTabs object={object} row={row} />
            </div>
            <aside aria-label={t("records.related.label")} className="shrink-0 border-line bg-panel p-4 pt-3 lg:w-78 lg:overflow-auto lg:border-l xl:w-88 print:hidden" tabIndex={-1}>
              {Side && <Side object={object} row={row} />}
              <RelatedLists object={object} row={row} without={covers} />
            </aside>
          </div>
        </div>
      </div>
    </Suspense>
  );
}

/** On a phone one thing at a time, and the three things that are done most under the thumb. */
function NarrowPage({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const { top: Top, side: Side, covers = [] } = extrasOf(object);
  const [tab, setTab] = useState("overview");
  const overview = (
    <Suspense fallback={<Waiting />}>
      <div className="-mt-3">
        {Top && <Top object={object} row={row} />}
        {Side ? (
          <div className="px-4 pt-3">
            <Side object={object} row={row} />
          </div>
        ) : (
          <FieldSections object={object} row={row} />
        )}
      </div>
    </Suspense>
  );
  const timeline = (
    <div className="flex flex-col gap-3 px-4 pb-6">
      {!row.deleted_at && <Composer object={object} row={row} />}
      <Timeline object={object} row={row} />
    </div>
  );
  const more = (
    <div className="flex flex-col gap-5 pb-6">
      {Side && <FieldSections object={object} row={row} />}
      <div className="px-4">
        <RelatedLists object={object} row={row} without={covers} />
      </div>
      <section className="px-4">
        <h2 className="pb-2 font-semibold">{t("records.files.label")}</h2>
        <Attachments row={row} />
      </section>
      <section className="px-4">
        <h2 className="font-semibold">{t("records.changes.label")}</h2>
        <Changes object={object} row={row} />
      </section>
    </div>
  );
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <Tabs
          label={t("records.tabs")}
          value={tab}
          onChange={setTab}
          className="[&>[role=tablist]]:sticky [&>[role=tablist]]:top-0 [&>[role=tablist]]:z-10 [&>[role=tablist]]:bg-panel [&>[role=tablist]]:px-4"
          tabs={[
            { value: "overview", label: t("records.overview"), content: overview },
            { value: "timeline", label: t("records.timeline.label"), content: timeline },
            { value: "more", label: t("records.more"), content: more },
          ]}
        />
      </div>
      {!row.deleted_at && <ActionBar row={row} onWrite={() => setTab("timeline")} />}
    </>
  );
}

export function RecordTabs({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t("records.tabs")}
      tabs={[
        {
          value: "timeline",
          label: t("records.timeline.label"),
          content: (
            <div className="flex flex-col gap-3">
              {!row.deleted_at && <Composer object={object} row={row} />}
              <Timeline object={object} row={row} />
            </div>
          ),
        },
        { value: "files", label: t("records.files.label"), content: <Attachments row={row} /> },
        { value: "changes", label: t("records.changes.label"), content: <Changes object={object} row={row} /> },
      ]}
    />
  );
}

function DeletedBar({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const restore = async () => {
    try {
      await http.post(`/${object.plural}/${row.id}/restore`);
      dropRows(client, object);
      await client.invalidateQueries({ queryKey: ["record", object.name, row.id] });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <div role="status" className="flex items-center gap-3 bg-warn-soft px-4 py-1.5 text-warn">
      {t("records.isDeleted")}
      <Button onClick={() => void restore()}>
        <RotateCcw aria-hidden className="size-3.5" />
        {t("general.restore")}
      </Button>
    </div>
  );
}
