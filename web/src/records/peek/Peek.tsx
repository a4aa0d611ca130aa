import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, Maximize2, X } from "lucide-react";
import { type KeyboardEvent, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, recordTitle, type RecordRow, useNaming } from "@/metadata";
import { isComposing, usePageKeys } from "@/shared/keys";
import { IconButton, ProblemState, SkeletonLines, Tabs } from "@/shared/ui";
import { ActionButtons } from "../record-page/ActionButtons";
import { Attachments } from "../record-page/Attachments";
import { Changes } from "../record-page/Changes";
import { extrasOf } from "../record-page/extras";
import { FieldSections } from "../record-page/FieldSections";
import { Others, PresenceProvider } from "../record-page/Presence";
import { Composer } from "../record-page/timeline/Composer";
import { Timeline } from "../record-page/timeline/Timeline";
import { useRecord } from "../rows";

type PeekProps = { object: ObjectMeta; id: string; onClose: () => void; onWalk: (step: 1 | -1) => void };

/** A record beside its list; the list stays alive, J and K walk it, Escape closes, Ctrl+Enter opens the whole page. */
export function Peek({ object, id, onClose, onWalk }: PeekProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: row, error, refetch } = useRecord(object, id);
  const openPage = () => void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id } });
  usePageKeys((key) => {
    if (key !== "j" && key !== "k") return "not used";
    onWalk(key === "j" ? 1 : -1);
    return "used";
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event)) return;
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable], [role=tablist]") !== null;
    if (event.key === "Escape") onClose();
    else if (typing) return;
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) openPage();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      onWalk(event.key === "ArrowDown" ? 1 : -1);
    }
  };
  return (
    <aside aria-label={t("records.peek")} className="flex w-110 max-w-[55%] shrink-0 flex-col border-l border-line bg-panel" onKeyDown={onKeyDown}>
      <PresenceProvider key={id} object={object} id={id}>
        <div className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-2">
          <IconButton label={t("records.next")} title={`${t("records.next")} (J)`} onClick={() => onWalk(1)}>
            <ChevronDown className="size-4" />
          </IconButton>
          <IconButton label={t("records.previous")} title={`${t("records.previous")} (K)`} onClick={() => onWalk(-1)}>
            <ChevronUp className="size-4" />
          </IconButton>
          <Others />
          <Link
            to="/objects/$plural/$id"
            params={{ plural: object.plural, id }}
            aria-label={t("records.openPage")}
            title={`${t("records.openPage")} (Ctrl+Enter)`}
            className="ml-auto inline-flex size-7 items-center justify-center rounded-control text-text-2 hover:bg-hover"
          >
            <Maximize2 className="size-4" />
          </Link>
          <IconButton label={t("general.close")} title={`${t("general.close")} (Esc)`} onClick={onClose}>
            <X className="size-4" />
          </IconButton>
        </div>
        {error && !row && <ProblemState error={error} onRetry={() => void refetch()} />}
        {!row && !error && <Waiting />}
        {row && <PeekedRecord key={row.id} object={object} row={row} />}
      </PresenceProvider>
    </aside>
  );
}

function Waiting() {
  return (
    <div className="p-4">
      <SkeletonLines count={10} />
    </div>
  );
}

function PeekedRecord({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { above: Above } = extrasOf(object);
  const details = (
    <Suspense fallback={<Waiting />}>
      {Above && (
        <div className="px-4">
          <Above object={object} row={row} />
        </div>
      )}
      <FieldSections object={object} row={row} />
    </Suspense>
  );
  const timeline = (
    <div className="flex flex-col gap-3 px-4 pb-6">
      {!row.deleted_at && <Composer object={object} row={row} />}
      <Timeline object={object} row={row} />
    </div>
  );
  return (
    <div className="min-h-0 flex-1 overflow-auto pt-3" tabIndex={-1}>
      <h2 className="px-4 text-record font-semibold break-words">{recordTitle(object, row, naming.language)}</h2>
      <div className="flex flex-wrap gap-1.5 px-4 pt-2 empty:hidden">
        <ActionButtons object={object} row={row} />
      </div>
      <div className="pt-2">
        <Tabs
          label={t("records.tabs")}
          className="[&>[role=tablist]]:px-4"
          tabs={[
            { value: "details", label: t("records.details"), content: details },
            { value: "timeline", label: t("records.timeline.label"), content: timeline },
            { value: "files", label: t("records.files.label"), content: <div className="px-4 pb-6"><Attachments row={row} /></div> },
            { value: "changes", label: t("records.changes.label"), content: <div className="px-4 pb-6"><Changes object={object} row={row} /></div> },
          ]}
        />
      </div>
    </div>
  );
}
