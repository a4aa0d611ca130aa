import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http } from "@/shared/api";
import { Button, Dialog, ProblemState, SkeletonLines } from "@/shared/ui";
import { expandOf } from "../rows";
import { Comparison } from "./Comparison";
import { likelySurvivor, type Picks } from "./plan";
import { useMerge } from "./useMerge";

type MergeDialogProps = { object: ObjectMeta; ids: string[]; onClose: () => void; onMerged: (survivor: string) => void };

export function MergeDialog({ object, ids, onClose, onMerged }: MergeDialogProps) {
  const { t } = useTranslation();
  const merge = useMerge(object);
  const [survivor, setSurvivor] = useState<string | null>(null);
  const [picks, setPicks] = useState<Picks>({});
  const [state, setState] = useState<"idle" | "busy">("idle");
  const { data, error, refetch } = useQuery({
    queryKey: ["duplicates", object.name, "of", ids.join(",")],
    gcTime: 0,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { "filter[id][in]": ids.join(","), expand: expandOf(object), limit: ids.length }, signal }),
  });
  const rows = data?.data ?? [];
  const stays = survivor ?? likelySurvivor(object, rows);
  const run = async () => {
    setState("busy");
    const done = await merge(rows, stays, picks);
    setState("idle");
    if (done) onMerged(stays);
  };
  return (
    <Dialog
      title={t("lists.merge.title", { count: ids.length })}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button size="form" onClick={onClose}>
            {t("general.cancel")}
          </Button>
          <Button size="form" look="primary" data-first state={state} disabled={rows.length < 2} onClick={() => void run()}>
            {t("lists.merge.merge")}
          </Button>
        </>
      }
    >
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Comparison object={object} rows={rows} survivor={stays} picks={picks} onSurvivor={setSurvivor} onPick={(field, id) => setPicks((current) => ({ ...current, [field]: id }))} />
      ) : (
        <SkeletonLines count={8} />
      )}
    </Dialog>
  );
}
