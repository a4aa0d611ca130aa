import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleHelp, PartyPopper } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asReference, type FieldValue, type ObjectMeta, type RecordRow, type Reference, useCatalog, useFormats } from "@/metadata";
import { askToCreate, useAction } from "@/records";
import { http, useProblemText } from "@/shared/api";
import { addDays, today } from "@/shared/format";
import { usePageKeys } from "@/shared/keys";
import { EmptyState, Popover, ProblemState, Segmented, SkeletonLines, toast } from "@/shared/ui";
import { type AlertPage, alertsKey, useDoneToday, useOpenAlerts, type Whose, WHOSE } from "./alerts";
import { AlertRow, type Doing } from "./AlertRow";
import { DismissDialog, type Dismissal } from "./DismissDialog";
import { HandOverDialog } from "./HandOverDialog";
import { LogCallDialog } from "./LogCallDialog";
import { SnoozeDialog } from "./SnoozeDialog";

export function AlertList({ start }: { start: Whose }) {
  const { t } = useTranslation();
  const object = useCatalog().objects.alert;
  const [whose, setWhose] = useState<Whose>(start);
  const { data, error, isPending, refetch } = useOpenAlerts(whose);
  if (!object) return null;
  const total = data?.total ?? data?.data.length ?? 0;
  return (
    <section aria-labelledby="today-alerts">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="today-alerts" className="flex items-baseline gap-2 text-title font-semibold">
          {t("today.toDo")}
          <span className="min-w-8 font-normal text-text-3 tabular-nums">{total > 0 && total}</span>
        </h2>
        <Ranking />
        <span className="ml-auto">
          <Segmented label={t("today.whose")} value={whose} onChange={setWhose} options={WHOSE.map((value) => ({ value, label: t(`today.whoses.${value}`) }))} />
        </span>
      </div>
      {isPending && <SkeletonLines count={8} />}
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data?.data.length === 0 && <AllDone />}
      {data && data.data.length > 0 && <Alerts key={whose} object={object} page={data} whose={whose} />}
    </section>
  );
}

/** A compliment with what it is for. */
function AllDone() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { alerts, tasks, worth } = useDoneToday();
  const did = [alerts > 0 ? t("today.doneAlerts", { count: alerts }) : "", tasks > 0 ? t("today.doneTasks", { count: tasks }) : "", worth && Number(worth.amount) > 0 ? t("today.doneWorth", { money: formats.compactMoney(worth) }) : ""].filter(Boolean);
  return (
    <EmptyState icon={<PartyPopper />} title={did.length > 0 ? t("today.allDoneWell") : t("today.allDone")}>
      {did.length > 0 && <p className="pb-1 text-text">{t("today.doneSoFar", { what: formats.list(did) })}</p>}
      <p>{t("today.allDoneHint")}</p>
    </EmptyState>
  );
}

function Ranking() {
  const { t } = useTranslation();
  return (
    <Popover
      label={t("today.ranking")}
      className="w-84 max-w-[calc(100vw-24px)] p-3"
      trigger={
        <button type="button" aria-label={t("today.ranking")} className="flex size-6 items-center justify-center rounded-control max-md:size-11 text-text-3 hover:bg-hover hover:text-text">
          <CircleHelp aria-hidden className="size-4" />
        </button>
      }
    >
      <p>{t("today.rankingText")}</p>
    </Popover>
  );
}

type Asking = { doing: "call" | "snooze" | "hand over" | "not useful"; row: RecordRow } | null;

const KEYS: Record<string, Doing> = { c: "call", t: "task", d: "done", s: "snooze", h: "hand over", n: "not useful" };

function Alerts({ object, page, whose }: { object: ObjectMeta; page: AlertPage; whose: Whose }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const run = useAction(object);
  const zone = useCatalog().company.time_zone;
  const [asking, setAsking] = useState<Asking>(null);
  const [at, setAt] = useState(0);
  const rows = page.data;
  const current = rows[Math.min(at, rows.length - 1)];

  const takeAway = (row: RecordRow) => {
    const key = alertsKey(whose);
    const before = client.getQueryData<AlertPage>(key);
    if (before) client.setQueryData(key, { data: before.data.filter((other) => other.id !== row.id), total: Math.max(0, (before.total ?? before.data.length) - 1) });
    return () => client.setQueryData(key, before);
  };
  const attempt = async (row: RecordRow, work: () => Promise<unknown>, said: string, undo: () => Promise<unknown>) => {
    const putBack = takeAway(row);
    const again = () => client.invalidateQueries({ queryKey: ["records", "alert"] });
    try {
      await work();
      void client.invalidateQueries({ queryKey: ["aggregate", "alert"] });
      toast(said, { action: { label: t("general.undo"), run: () => void undo().then(again, (error: unknown) => toast(problemText(error), { tone: "problem" })) } });
    } catch (error) {
      putBack();
      toast(problemText(error), { tone: "problem" });
    }
  };
  const act = (row: RecordRow, action: "done" | "snooze" | "dismiss", input: Record<string, FieldValue>) => void attempt(row, () => run(row, action, input), t(`today.did.${action}`), () => run(row, "reopen", {}));
  const handOver = (row: RecordRow, to: Reference) => {
    const back = async () => {
      await http.patch(`/${object.plural}/${row.id}`, { assignee: asReference(row.assignee)?.id ?? null });
    };
    void attempt(row, () => run(row, "hand_over", { to: to.id }), t("today.did.handOver", { person: to.title }), back);
  };
  const doing = (row: RecordRow, what: Doing) => {
    const customer = asReference(row.customer);
    switch (what) {
      case "done":
        return act(row, "done", {});
      case "task":
        return askToCreate("task", { customer, subject: t("today.taskSubject", { customer: customer?.title ?? "" }), due_on: addDays(today(zone), 1) }, "stay");
      case "order":
        return askToCreate("order", { customer }, "open");
      case "call":
      case "snooze":
      case "hand over":
      case "not useful":
        return setAsking({ doing: what, row });
      default:
        return what satisfies never;
    }
  };
  const walk = (next: number) => {
    setAt(Math.max(0, Math.min(rows.length - 1, next)));
    requestAnimationFrame(() => document.querySelector("[data-current=true]")?.scrollIntoView({ block: "nearest" }));
  };
  usePageKeys((key) => {
    const what = KEYS[key];
    if (current && what) doing(current, what);
    else if (key === "j") walk(at + 1);
    else if (key === "k") walk(at - 1);
    else return "not used";
    return "used";
  });
  const close = () => setAsking(null);
  return (
    <>
      <p className="hidden pt-1 text-meta text-text-3 md:block">{t("today.keys")}</p>
      <ul className="flex flex-col pt-2">
        {rows.map((row) => (
          <AlertRow key={row.id} object={object} row={row} current={row === current ? "current" : "other"} onDo={(what) => doing(row, what)} />
        ))}
      </ul>
      {(page.total ?? 0) > rows.length && (
        <Link to="/objects/$plural" params={{ plural: object.plural }} search={{ "filter[status][in]": "open", sort: "-score" }} className="inline-block pt-2 text-accent-text hover:underline">
          {t("today.more", { count: (page.total ?? 0) - rows.length })}
        </Link>
      )}
      {asking?.doing === "not useful" && (
        <DismissDialog
          onClose={close}
          onDismiss={(dismissal: Dismissal) => {
            close();
            act(asking.row, "dismiss", dismissal);
          }}
        />
      )}
      {asking?.doing === "snooze" && (
        <SnoozeDialog
          onClose={close}
          onSnooze={(until) => {
            close();
            act(asking.row, "snooze", { until });
          }}
        />
      )}
      {asking?.doing === "hand over" && (
        <HandOverDialog
          object={object}
          onClose={close}
          onChosen={(person) => {
            close();
            handOver(asking.row, person);
          }}
        />
      )}
      {asking?.doing === "call" && (
        <LogCallDialog
          alert={asking.row}
          onClose={close}
          onLogged={() => {
            close();
            act(asking.row, "done", {});
          }}
        />
      )}
    </>
  );
}
