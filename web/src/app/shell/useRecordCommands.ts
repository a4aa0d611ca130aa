import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { askToLog } from "@/features/quick-log/ask";
import { can, recordTitle, useCatalog, useNaming } from "@/metadata";
import { askToCreate } from "@/records/create/ask";
import { useCommands } from "@/shared/commands";
import { toast } from "@/shared/ui";
import type { OpenRecord } from "./useOpenRecord";

/** What the palette offers for the record on the screen. */
export function useRecordCommands(open: OpenRecord | null): void {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const naming = useNaming();
  const navigate = useNavigate();
  useCommands(open ? commands(open) : []);

  function commands({ object, id, row }: OpenRecord) {
    const title = recordTitle(object, row, naming.language);
    const about = { id, object: object.name, title };
    const isCustomer = object.name === "customer";
    const address = `/objects/${object.plural}/${id}`;
    const copy = () =>
      navigator.clipboard.writeText(window.location.origin + address).then(
        () => toast(t("shell.commands.copied")),
        () => toast(t("shell.commands.notCopied"), { tone: "problem" }),
      );
    return [
      ...(isCustomer && can(objects.activity, "create")
        ? [
            { key: "log-call", label: t("shell.log.callOf", { customer: title }), icon: "phone", run: () => askToLog({ kind: "call", customer: about }) },
            { key: "log-visit", label: t("shell.log.visitOf", { customer: title }), icon: "footprints", run: () => askToLog({ kind: "visit", customer: about }) },
          ]
        : []),
      ...(can(objects.task, "create") ? [{ key: "task-for", label: t("shell.commands.taskFor", { title }), icon: "circle-check-big", run: () => askToCreate("task", isCustomer ? { customer: about } : { about }, "stay") }] : []),
      { key: "open-page", label: t("shell.commands.openPage", { title }), icon: object.icon, run: () => void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id } }) },
      { key: "copy-link", label: t("shell.commands.copyLink", { title }), icon: "link", run: () => void copy() },
    ];
  }
}
