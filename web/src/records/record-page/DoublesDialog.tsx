import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { Button, Dialog, EmptyState, ProblemState, SkeletonLines } from "@/shared/ui";

const MergeDialog = lazy(() => import("../merge/MergeDialog").then(({ MergeDialog }) => ({ default: MergeDialog })));

type Double = { score: number; reasons: string[]; record: RecordRow };

/** Records that are probably this one; two of them become one after a comparison. */
export function DoublesDialog({ object, row, onClose }: { object: ObjectMeta; row: RecordRow; onClose: () => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const navigate = useNavigate();
  const [other, setOther] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["duplicates", object.name, "like", row.id],
    gcTime: 0,
    queryFn: async ({ signal }) => (await http.get<{ data: Double[] }>(`/${object.plural}/${row.id}/duplicates`, { signal })).data,
  });
  if (other) {
    return (
      <Suspense>
        <MergeDialog object={object} ids={[row.id, other]} onClose={() => setOther(null)} onMerged={() => void navigate({ to: "/objects/$plural", params: { plural: object.plural } })} />
      </Suspense>
    );
  }
  return (
    <Dialog title={t("records.merge.find")} onClose={onClose}>
      {error && !data && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines />}
      {data?.length === 0 && <EmptyState title={t("records.merge.none")} />}
      <ul className="divide-y divide-line">
        {data?.map((double) => (
          <li key={double.record.id} className="flex items-center gap-3 py-2">
            <RecordLink reference={{ id: double.record.id, object: object.name, title: recordTitle(object, double.record, naming.language) }} className="min-w-0 flex-1 truncate hover:underline" />
            <span className="text-text-3 tabular-nums">{formats.percent(double.score)}</span>
            <Button onClick={() => setOther(double.record.id)}>{t("records.merge.compare")}</Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
