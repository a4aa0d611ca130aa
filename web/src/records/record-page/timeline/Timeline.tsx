import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, type RecordRow, useCatalog } from "@/metadata";
import { Button, EmptyState, Menu, MenuChoice, ProblemState, SkeletonLines } from "@/shared/ui";
import { useAttachments } from "../files";
import { useChanges } from "../useChanges";
import { ChangeLine } from "./ChangeLine";
import { foldedChanges, interleaved, isComing, isWanted, type Narrowing, NARROWINGS, useEntries } from "./entries";
import { TimelineEntry } from "./TimelineEntry";

/** Everything that happened, the newest first; what is still to come stands above, changes of fields are folded between. */
export function Timeline({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const [now] = useState(() => new Date().toISOString());
  const [narrowing, setNarrowing] = useState<Narrowing>("all");
  const entries = useEntries(object, row.id, narrowing);
  const changes = useChanges(object, row.id);
  const { data: files = [] } = useAttachments(row.id);
  const hasOrders = useCatalog().objects.order?.can.read && object.name === "customer";
  const all = narrowing === "changes" ? [] : (entries.data?.pages.flatMap((page) => page.data) ?? []).filter((entry) => isWanted(entry, narrowing));
  const folds = narrowing === "all" || narrowing === "changes" ? foldedChanges(changes.data?.pages.flatMap((page) => page.data) ?? []) : [];
  const coming = all.filter((entry) => isComing(entry, now));
  const lines = interleaved(all.filter((entry) => !coming.includes(entry)), folds, entries.hasNextPage && narrowing !== "changes" ? "more" : "all");
  const pending = narrowing === "changes" ? changes.isPending : entries.isPending;
  const next = narrowing === "changes" ? changes : entries;
  const options = NARROWINGS.filter((option) => option !== "orders" || hasOrders).map((value) => ({ value, label: t(`records.timeline.only.${value}`) }));
  return (
    <div>
      <div className="flex justify-end print:hidden">
        <Menu
          trigger={
            <Button look="quiet">
              <ListFilter aria-hidden className="size-3.5" />
              {t(`records.timeline.only.${narrowing}`)}
            </Button>
          }
        >
          <MenuChoice value={narrowing} options={options} onChange={(value) => setNarrowing(NARROWINGS.find((option) => option === value) ?? "all")} />
        </Menu>
      </div>
      {pending && <SkeletonLines count={8} />}
      {entries.error && <ProblemState error={entries.error} onRetry={() => void entries.refetch()} />}
      {!pending && !entries.error && coming.length + lines.length === 0 && <EmptyState title={t("records.timeline.empty")}>{t("records.timeline.emptyHint")}</EmptyState>}
      {coming.length > 0 && (
        <>
          <h3 className="pb-1 text-text-3">{t("records.timeline.coming")}</h3>
          <ol className="relative">
            {coming.toReversed().map((entry) => (
              <TimelineEntry key={`${entry.kind}.${entry.id}`} entry={entry} about={row.id} files={files} />
            ))}
          </ol>
          <h3 className="pt-2 pb-1 text-text-3">{t("records.timeline.past")}</h3>
        </>
      )}
      <ol className="relative">
        {lines.map((line) =>
          "entry" in line ? (
            <TimelineEntry key={`${line.entry.kind}.${line.entry.id}`} entry={line.entry} about={row.id} files={files} />
          ) : (
            <ChangeLine key={line.fold.key} object={object} fold={line.fold} />
          ),
        )}
      </ol>
      {next.hasNextPage && (
        <Button look="quiet" className="print:hidden" state={next.isFetchingNextPage ? "busy" : "idle"} onClick={() => void next.fetchNextPage()}>
          {t("records.timeline.earlier")}
        </Button>
      )}
    </div>
  );
}
