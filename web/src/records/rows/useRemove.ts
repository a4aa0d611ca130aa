import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { toast } from "@/shared/ui";
import { dropRows } from "./cache";

/** Deletes softly, and offers to take it back for as long as the note is shown. */
export function useRemove(object: ObjectMeta): (row: RecordRow) => Promise<boolean> {
  const client = useQueryClient();
  const problemText = useProblemText();
  const { t } = useTranslation();
  const restore = async (id: string) => {
    try {
      await http.post(`/${object.plural}/${id}/restore`);
      dropRows(client, object);
      await client.invalidateQueries({ queryKey: ["record", object.name, id] });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return async (row) => {
    try {
      await http.delete(`/${object.plural}/${row.id}`, { version: row.version });
      dropRows(client, object);
      toast(t("records.deleted"), { action: { label: t("general.undo"), run: () => void restore(row.id) } });
      return true;
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      return false;
    }
  };
}
