import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { asReference, can, fieldOf, type ObjectMeta, type RecordRow, useCatalog, useFormats } from "@/metadata";
import { askToCreate, useAction } from "@/records";
import { http, useProblemText } from "@/shared/api";
import { today } from "@/shared/format";
import { IconButton, ProblemState, SkeletonLines, toast } from "@/shared/ui";

const SHOWN = 30;

export function MyTasks() {
  const object = useCatalog().objects.task;
  return object ? <TaskList object={object} /> : null;
}

function TaskList({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const run = useAction(object);
  const open = (fieldOf(object, "status")?.options ?? []).filter((option) => option.kind === "open").map((option) => option.value);
  const filters = { "filter[owner][eq]": "me", "filter[status][in]": open.join(",") };
  const key = ["records", "task", "mine"];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { ...filters, sort: "due_on", limit: SHOWN, expand: "customer" }, signal }),
  });
  const complete = async (row: RecordRow) => {
    client.setQueryData<{ data: RecordRow[] }>(key, (page) => (page ? { ...page, data: page.data.filter((other) => other.id !== row.id) } : page));
    try {
      await run(row, "complete", {});
      toast(t("today.taskDone"), { action: { label: t("general.undo"), run: () => void run(row, "reopen", {}) } });
    } catch (problem) {
      void refetch();
      toast(problemText(problem), { tone: "problem" });
    }
  };
  return (
    <section aria-labelledby="today-tasks">
      <div className="flex items-center gap-2">
        <h2 id="today-tasks" className="text-title font-semibold">
          {t("today.myTasks")}
        </h2>
        {can(object, "create") && (
          <IconButton className="ml-auto" label={t("today.addTask")} onClick={() => askToCreate(object.name, {}, "stay")}>
            <Plus className="size-4" />
          </IconButton>
        )}
      </div>
      {isPending && <SkeletonLines count={4} />}
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data?.data.length === 0 && <p className="py-3 text-text-2">{t("today.noTasks")}</p>}
      <ul className="flex flex-col pt-1">
        {data?.data.map((row) => (
          <TaskRow key={row.id} object={object} row={row} onComplete={() => void complete(row)} />
        ))}
      </ul>
      {data && data.data.length > 0 && (
        <Link to="/objects/$plural" params={{ plural: object.plural }} search={{ ...filters, sort: "due_on" }} className="inline-block pt-1 text-accent-text hover:underline">
          {t("today.allTasks")}
        </Link>
      )}
    </section>
  );
}

function TaskRow({ object, row, onComplete }: { object: ObjectMeta; row: RecordRow; onComplete: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const zone = useCatalog().company.time_zone;
  const customer = asReference(row.customer);
  const due = typeof row.due_on === "string" ? row.due_on : null;
  const late = due !== null && due < today(zone);
  const subject = String(row.subject ?? "");
  return (
    <li className="flex items-start gap-2 border-b border-line py-2">
      <input type="checkbox" checked={false} onChange={onComplete} aria-label={t("today.complete", { task: subject })} className="mt-0.5 size-4 shrink-0 rounded-full accent-accent" />
      <div className="min-w-0 flex-1">
        <RecordLink reference={{ id: row.id, object: object.name, title: subject }} className="block truncate hover:underline" />
        <p className="flex flex-wrap gap-x-2 text-meta text-text-3">
          {due && (
            <time dateTime={due} className={late ? "text-danger" : undefined}>
              {late ? t("today.late", { date: formats.shortDate(due) }) : formats.shortDate(due)}
            </time>
          )}
          {customer && <RecordLink reference={customer} className="min-w-0 truncate hover:underline" />}
        </p>
      </div>
    </li>
  );
}
