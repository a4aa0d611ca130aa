import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FieldMeta, FieldValue, ObjectMeta, RecordRow } from "@/metadata";
import { isOffline, isStale, rememberWrite, useProblemText } from "@/shared/api";
import { toast } from "@/shared/ui";
import { placeRow } from "./cache";
import { onItsWay, rememberStep } from "./history";
import { sendEdit } from "./sendEdit";
import { reportStale } from "./stale";
import { inTurn } from "./turns";
import { keepWaiting } from "./waiting";

export type Saved = "saved" | "refused" | "stale" | "waiting";

/** Shows the change at once, sends it with the version that was seen, takes it back when the server refuses. */
export function useUpdate(object: ObjectMeta): (row: RecordRow, field: FieldMeta, value: FieldValue) => Promise<Saved> {
  const client = useQueryClient();
  const problemText = useProblemText();
  const { t } = useTranslation();
  return useCallback(
    async (row, field, value) => {
      const before = row[field.name];
      placeRow(client, object, { id: row.id, [field.name]: value });
      try {
        const fresh = await onItsWay(
          inTurn(row.id, row.version, (version) => sendEdit(object, { ...row, version }, field, value)).then((answer) => {
            rememberStep({ object: object.name, changes: [{ id: row.id, field, before, after: value }] });
            return answer;
          }),
        );
        rememberWrite(fresh.id, fresh.version);
        placeRow(client, object, fresh);
        void client.invalidateQueries({ queryKey: ["timeline", row.id] });
        void client.invalidateQueries({ queryKey: ["changes", row.id] });
        return "saved";
      } catch (error) {
        if (isOffline(error)) {
          keepWaiting({ object: object.name, id: row.id, field: field.name, before, mine: value, version: row.version });
          return "waiting";
        }
        placeRow(client, object, { id: row.id, [field.name]: before });
        if (isStale(error)) {
          reportStale({ object, id: row.id, field, mine: value });
          return "stale";
        }
        toast(t("records.notSaved", { reason: problemText(error) }), { tone: "problem" });
        return "refused";
      }
    },
    [client, object, problemText, t],
  );
}
