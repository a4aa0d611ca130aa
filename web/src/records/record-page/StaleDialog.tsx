import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { type RecordRow, useFormats, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { Button, Dialog, SkeletonLines } from "@/shared/ui";
import { placeRow, settleStale, type StaleEdit, staleEdit, useUpdate, whenStaleChanges } from "../rows";
import { expandOf } from "../rows/useRecord";
import type { ChangePage } from "./useChanges";

export function StaleEdits() {
  const edit = useSyncExternalStore(whenStaleChanges, staleEdit);
  return edit ? <StaleDialog edit={edit} /> : null;
}

/** Somebody saved first. Nothing is overwritten silently: both values are shown, and the person chooses. */
function StaleDialog({ edit }: { edit: StaleEdit }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const client = useQueryClient();
  const save = useUpdate(edit.object);
  const { data } = useQuery({
    queryKey: ["stale", edit.object.name, edit.id],
    gcTime: 0,
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const [row, changes] = await Promise.all([
        http.get<RecordRow>(`/${edit.object.plural}/${edit.id}`, { query: { expand: expandOf(edit.object) }, signal }),
        http.get<ChangePage>(`/${edit.object.plural}/${edit.id}/changes`, { query: { limit: 20 }, signal }).catch(() => ({ data: [], next_cursor: null })),
      ]);
      return { row, change: changes.data.find((change) => edit.field.name in change.changes) ?? changes.data[0] };
    },
  });
  const takeTheirs = () => {
    if (data) placeRow(client, edit.object, data.row);
    settleStale();
  };
  const keepMine = () => {
    if (!data) return;
    placeRow(client, edit.object, data.row);
    settleStale();
    void save(data.row, edit.field, edit.mine);
  };
  return (
    <Dialog
      title={t("records.stale.title")}
      description={data?.change ? t("records.stale.who", { person: data.change.actor?.title ?? t("records.changes.system"), when: formats.relative(data.change.at) }) : t("records.stale.somebody")}
      onClose={takeTheirs}
      footer={
        <>
          <Button size="form" disabled={!data} onClick={takeTheirs}>
            {t("records.stale.theirs")}
          </Button>
          <Button size="form" look="primary" disabled={!data} onClick={keepMine}>
            {t("records.stale.mine")}
          </Button>
        </>
      }
    >
      {data ? (
        <dl className="grid grid-cols-2 gap-3">
          <div className="min-w-0 rounded-control border border-line p-3">
            <dt className="text-meta text-text-3">{t("records.stale.theirValue", { field: naming.field(edit.field) })}</dt>
            <dd className="break-words">
              <Value field={edit.field} value={data.row[edit.field.name]} />
            </dd>
          </div>
          <div className="min-w-0 rounded-control border border-accent p-3">
            <dt className="text-meta text-text-3">{t("records.stale.myValue", { field: naming.field(edit.field) })}</dt>
            <dd className="break-words">
              <Value field={edit.field} value={edit.mine} />
            </dd>
          </div>
        </dl>
      ) : (
        <SkeletonLines count={3} />
      )}
    </Dialog>
  );
}
