import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { toast } from "@/shared/ui";
import { dropRows } from "../rows";
import { mergeSteps, type Picks } from "./plan";

/** Merges records into one, and takes all of it back when asked. */
export function useMerge(object: ObjectMeta): (rows: RecordRow[], survivor: string, picks: Picks) => Promise<boolean> {
  const client = useQueryClient();
  const problemText = useProblemText();
  const { t } = useTranslation();
  return useCallback(
    async (rows, survivor, picks) => {
      const runs: string[] = [];
      const refresh = async () => {
        dropRows(client, object);
        await Promise.all([client.invalidateQueries({ queryKey: ["duplicates", object.name] }), client.invalidateQueries({ queryKey: ["record", object.name] })]);
      };
      const takeBack = async () => {
        try {
          for (const other of runs.toReversed()) await http.post(`/${object.plural}/${survivor}/unmerge`, { merge: await runOf(survivor, other) });
          toast(t("lists.merge.undone"));
        } catch (error) {
          toast(problemText(error), { tone: "problem" });
        }
        await refresh();
      };
      try {
        for (const { other, keep } of mergeSteps(object, rows, survivor, picks)) {
          await http.post(`/${object.plural}/${survivor}/merge`, { other, keep });
          runs.push(other);
        }
        toast(t("lists.merge.merged", { count: rows.length }), { action: { label: t("general.undo"), run: () => void takeBack() } });
        return true;
      } catch (error) {
        toast(problemText(error), runs.length > 0 ? { tone: "problem", action: { label: t("general.undo"), run: () => void takeBack() } } : { tone: "problem" });
        return false;
      } finally {
        await refresh();
      }
    },
    [client, object, problemText, t],
  );
}

/** The note of a merge, which is what can be taken back. */
async function runOf(kept: string, merged: string): Promise<string | undefined> {
  const found = await http.get<{ data: RecordRow[] }>("/merge_runs", { query: { "filter[kept][eq]": kept, "filter[merged][eq]": merged, "filter[undone][eq]": "false", sort: "-created_at", limit: 1, fields: "id" } });
  return found.data[0]?.id;
}
