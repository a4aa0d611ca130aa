import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ReferencePicker } from "@/fields/reference";
import { fieldOf, type Reference, useCatalog, useNaming } from "@/metadata";
import { type BulkJob, runBulkJob, undoBulkJob } from "@/records/bulk/jobs";
import type { Condition } from "@/records/views/viewQuery";
import { useProblemText } from "@/shared/api";
import { Button, Checkbox, Dialog, ProgressBar, toast } from "@/shared/ui";
import type { Person } from "./TeamView";

const OPEN_TASKS: Condition = { field: "status", op: "in", value: ["not_started", "started", "deferred"] };

/** Gives what lies on one desk to another: the customers with everything to do for them, and the open tasks. */
export function ReassignDialog({ from, onMoved, onClose }: { from: Person; onMoved: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useProblemText();
  const { customer, task } = useCatalog().objects;
  const [customers, setCustomers] = useState(true);
  const [tasks, setTasks] = useState(true);
  const [to, setTo] = useState<Reference | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [moved, setMoved] = useState<BulkJob | null>(null);
  const tell = (job: BulkJob) => setMoved(job);
  const owner = customer ? fieldOf(customer, "owner") : undefined;
  if (!customer || !owner) return null;
  const his: Condition = { field: "owner", op: "eq", value: from.id ?? "" };
  const move = async (person: Reference) => {
    setState("busy");
    try {
      const jobs: BulkJob[] = [];
      if (customers) jobs.push(await runBulkJob(customer, { filter: { all: [his] }, exclude: [] }, { set: { owner: person.id } }, tell));
      if (tasks && task) jobs.push(await runBulkJob(task, { filter: { all: [his, OPEN_TASKS] }, exclude: [] }, { set: { owner: person.id } }, tell));
      const count = jobs.reduce((sum, job) => sum + job.done - job.failed, 0);
      const back = async () => {
        for (const job of jobs.toReversed()) await undoBulkJob(job.id, tell);
        onMoved();
      };
      toast(t("today.team.moved", { count, person: person.title }), {
        action: { label: t("general.undo"), run: () => void back().catch((error: unknown) => toast(problemText(error), { tone: "problem" })) },
      });
      onMoved();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      setState("idle");
    }
  };
  return (
    <Dialog
      title={t("today.team.reassignTitle", { person: from.name })}
      width="narrow"
      onClose={onClose}
      footer={
        <Button look="primary" size="form" state={state} disabled={!to || (!customers && !tasks)} onClick={() => to && void move(to)}>
          {to ? t("today.team.giveTo", { person: to.title }) : t("today.team.choose")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <label className="flex items-center gap-2">
          <Checkbox checked={customers} onChange={(event) => setCustomers(event.target.checked)} />
          {t("today.team.allOf", { what: naming.many(customer) })}
        </label>
        {task && (
          <label className="flex items-center gap-2">
            <Checkbox checked={tasks} onChange={(event) => setTasks(event.target.checked)} />
            {t("today.team.openOf", { what: naming.many(task) })}
          </label>
        )}
        {state === "busy" && moved && <ProgressBar share={moved.total > 0 ? moved.done / moved.total : 0} label={t("today.team.reassignTitle", { person: from.name })} />}
        <ReferencePicker field={owner} chosen={to ? [to] : []} onToggle={(person) => setTo(person.id === from.id ? null : person)} />
      </div>
    </Dialog>
  );
}
