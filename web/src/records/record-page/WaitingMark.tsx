import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useText } from "@/shared/i18n";
import { isWaiting, whenWaitingChanges } from "../rows/waiting";

/** This value has not reached the server yet. */
export function WaitingMark({ id, field }: { id: string; field: string }) {
  const t = useText();
  const waits = useSyncExternalStore(whenWaitingChanges, () => isWaiting(id, field));
  return waits ? <CloudOff aria-label={t("records.waiting.field")} className="size-3.5 shrink-0 text-warn" /> : null;
}
