import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { asReference, can, fieldOf, isEmpty, type ObjectMeta, type RecordRow, recordTitle, useCatalog, useFormats, useNaming } from "@/metadata";
import { askToCompose, type ExtraProps, useAction } from "@/records";
import { useProblemText } from "@/shared/api";
import { today } from "@/shared/format";
import { Checkbox, classes, IconButton, toast } from "@/shared/ui";
import { Part } from "./Part";
import { drawAgain, type Portrait } from "./portrait";

/** What is open: tasks, planned visits, orders on their way. */
export function OpenWork({ row, portrait }: ExtraProps & { portrait: Portrait }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const { task, activity, order } = objects;
  const tasks = portrait.tasks?.data ?? [];
  const planned = portrait.planned?.data ?? [];
  const orders = portrait.open_orders?.data ?? [];
  const add = can(task, "create") && (
    <IconButton label={t("customer.open.addTask")} onClick={() => askToCompose({ about: row.id, kind: "task" })}>
      <Plus className="size-4" />
    </IconButton>
  );
  const count = (portrait.tasks?.total ?? 0) + (portrait.planned?.total ?? 0) + (portrait.open_orders?.total ?? 0);
  return (
    <Part title={t("customer.open.label")} count={count} action={add}>
      {count === 0 && <p className="text-text-3">{t("customer.open.none")}</p>}
      <ul className="divide-y divide-line">
        {tasks.map((entry) => task && <TaskLine key={entry.id} task={task} customer={row.id} entry={entry} />)}
        {planned.map((entry) => activity && <Dated key={entry.id} object="activity" entry={entry} at={String(entry.happened_at)} />)}
        {orders.map((entry) => order && <OrderLine key={entry.id} entry={entry} />)}
      </ul>
    </Part>
  );
}

function TaskLine({ task, customer, entry }: { task: ObjectMeta; customer: string; entry: RecordRow }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const client = useQueryClient();
  const formats = useFormats();
  const problemText = useProblemText();
  const run = useAction(task);
  const due = typeof entry.due_on === "string" ? entry.due_on : null;
  const late = due !== null && due < today(catalog.company.time_zone);
  const complete = async () => {
    try {
      await run(entry, "complete", {});
      drawAgain(client, customer);
      void client.invalidateQueries({ queryKey: ["timeline", customer] });
      toast(t("today.taskDone"), { action: { label: t("general.undo"), run: () => void run(entry, "reopen", {}).then(() => drawAgain(client, customer)) } });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const subject = String(entry.subject ?? "");
  return (
    <li className="flex min-h-8 items-center gap-2 py-1">
      {can(task, "update") && <Checkbox aria-label={t("today.complete", { task: subject })} checked={false} onChange={() => void complete()} />}
      <RecordLink reference={{ id: entry.id, object: "task", title: subject }} className="min-w-0 flex-1 truncate hover:underline" />
      {due && <span className={classes("shrink-0 text-meta tabular-nums", late ? "text-danger" : "text-text-3")}>{late ? t("today.late", { date: formats.shortDate(due) }) : formats.shortDate(due)}</span>}
    </li>
  );
}

function Dated({ object, entry, at }: { object: string; entry: RecordRow; at: string }) {
  const formats = useFormats();
  const naming = useNaming();
  const meta = useCatalog().objects[object];
  const kind = meta ? fieldOf(meta, "kind") : undefined;
  const owner = asReference(entry.owner);
  if (!meta) return null;
  return (
    <li className="flex min-h-8 items-center gap-2 py-1">
      {kind && <Value field={kind} value={entry.kind} place="cell" />}
      <RecordLink reference={{ id: entry.id, object, title: recordTitle(meta, entry, naming.language) }} className="min-w-0 flex-1 truncate hover:underline" />
      <time dateTime={at} title={[formats.dateTime(at), owner?.title].filter(Boolean).join(" · ")} className="shrink-0 text-meta text-text-3">
        {formats.relative(at)}
      </time>
    </li>
  );
}

export function OrderLine({ entry }: { entry: RecordRow }) {
  const formats = useFormats();
  const order = useCatalog().objects.order;
  const status = order ? fieldOf(order, "status") : undefined;
  const total = order ? fieldOf(order, "total") : undefined;
  return (
    <li className="flex min-h-8 items-center gap-2 py-1">
      <RecordLink reference={{ id: entry.id, object: "order", title: String(entry.number ?? entry.id) }} className="min-w-0 truncate hover:underline" />
      {status && <Value field={status} value={entry.status} place="cell" />}
      <span className="ml-auto flex shrink-0 gap-2">
        {!isEmpty(entry.ordered_on) && <span className="text-meta text-text-3 tabular-nums">{formats.date(String(entry.ordered_on))}</span>}
        {total && !isEmpty(entry.total) && <Value field={total} value={entry.total} place="cell" />}
      </span>
    </li>
  );
}
