import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useNaming } from "@/metadata";
import { toast } from "@/shared/ui";
import { afterChanges, changesOf, history, type Way } from "./history";
import { useWriteCells } from "./useWriteCells";

/** Goes one step back or forth in this list, as a change of its own, so that nobody's later work is lost. */
export function useHistory(object: ObjectMeta): (way: Way) => Promise<void> {
  const write = useWriteCells(object);
  const naming = useNaming();
  const { t } = useTranslation();
  return useCallback(
    (way) =>
      afterChanges(async () => {
        const step = history.take(object.name, way);
        if (!step) return;
        const { saved } = await write(changesOf(step, way), "not remembered");
        if (saved.length === 0) return;
        history.settle(step, way);
        const [first] = step.changes;
        if (!first) return;
        const what = step.changes.length === 1 ? naming.field(first.field) : t("records.cells", { count: step.changes.length });
        toast(way === "undo" ? t("records.undone", { field: what }) : t("records.redone", { field: what }));
      }),
    [object.name, write, naming, t],
  );
}
