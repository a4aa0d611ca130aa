import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog } from "@/metadata";
import { isOffline, isStale, rememberWrite, useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";
import { placeRow, reportStale } from "../rows";
import { sendEdit } from "../rows/sendEdit";
import { settleWaiting, waitingEdits, whenWaitingChanges } from "../rows/waiting";

const AGAIN_MS = 5000;

/** Changes that were made without a connection: told, kept, and sent when there is one again. */
export function WaitingEdits() {
  const { t } = useTranslation();
  const edits = useSyncExternalStore(whenWaitingChanges, waitingEdits);
  const send = useSending();
  useEffect(() => {
    if (edits.length === 0) return;
    const timer = setInterval(send, AGAIN_MS);
    window.addEventListener("online", send);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", send);
    };
  }, [edits.length, send]);
  if (edits.length === 0) return null;
  return (
    <div role="status" className="flex items-center gap-2 bg-warn-soft px-4 py-1 text-warn print:hidden">
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{t("records.waiting.count", { count: edits.length })}</span>
      <Button onClick={send}>{t("records.waiting.send")}</Button>
    </div>
  );
}

function useSending(): () => void {
  const client = useQueryClient();
  const catalog = useCatalog();
  const { t } = useTranslation();
  const problemText = useProblemText();
  const busy = useRef(false);
  return useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    const run = async () => {
      for (const edit of waitingEdits()) {
        const object = catalog.objects[edit.object];
        const field = object ? fieldOf(object, edit.field) : undefined;
        if (!object || !field) {
          settleWaiting(edit.id, edit.field);
          continue;
        }
        try {
          const fresh = await sendEdit(object, { id: edit.id, version: edit.version, [edit.field]: edit.before }, field, edit.mine);
          rememberWrite(fresh.id, fresh.version);
          settleWaiting(edit.id, edit.field);
          placeRow(client, object, fresh);
          void client.invalidateQueries({ queryKey: ["changes", edit.id] });
        } catch (error) {
          if (isOffline(error)) return;
          settleWaiting(edit.id, edit.field);
          if (isStale(error)) reportStale({ object, id: edit.id, field, mine: edit.mine });
          else toast(t("records.notSaved", { reason: problemText(error) }), { tone: "problem" });
          void client.invalidateQueries({ queryKey: ["record", object.name, edit.id] });
        }
      }
    };
    void run().finally(() => (busy.current = false));
  }, [client, catalog, t, problemText]);
}
