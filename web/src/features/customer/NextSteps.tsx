import { useQueryClient } from "@tanstack/react-query";
import { CircleCheckBig, ClockFading, PhoneOutgoing, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asMoney, can, fieldOf, type FieldValue, localizedText, type RecordRow, recordTitle, useCatalog, useFormats, useNaming } from "@/metadata";
import { snoozeChoices } from "@/metadata/snoozing";
import { useWorkDays } from "@/metadata/workDays";
import { askToCompose, dropRows, type ExtraProps, useAction } from "@/records";
import { http, rememberWrite, useProblemText } from "@/shared/api";
import { addDays, today } from "@/shared/format";
import { Button, hueOf, IconButton, Menu, MenuItem, Tag, toast } from "@/shared/ui";
import { drawAgain } from "./portrait";

/** What is to be done now, and the button that does it. */
export function NextSteps({ object, row, alerts }: ExtraProps & { alerts: RecordRow[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const open = alerts.filter((alert) => alert.status === "open");
  const calm = typeof row.next_order_on === "string" ? t("customer.next.calmUntil", { date: formats.date(row.next_order_on) }) : t("customer.next.calm");
  return (
    <div className="min-w-0 print:hidden">
      <h2 className="pb-1 font-semibold">{t("customer.next.label")}</h2>
      {open.length === 0 && (
        <div className="rounded-card border border-line px-3 py-2">
          <p className="pb-2 text-text-2">{calm}</p>
          <Steps object={object} row={row} />
        </div>
      )}
      <ul className="flex flex-col gap-2">
        {open.slice(0, 3).map((alert) => (
          <AlertStep key={alert.id} object={object} row={row} alert={alert} />
        ))}
      </ul>
    </div>
  );
}

function AlertStep({ object, row, alert }: ExtraProps & { alert: RecordRow }) {
  const formats = useFormats();
  const naming = useNaming();
  const kind = fieldOf(useCatalog().objects.alert ?? object, "kind");
  const stake = asMoney(alert.at_stake);
  return (
    <li className="rounded-card border border-line px-3 py-2">
      <p className="flex items-center gap-2">
        {kind && <Tag hue={hueOf(kind.options?.find((option) => option.value === alert.kind)?.color)}>{naming.option(kind, String(alert.kind))}</Tag>}
        {stake && Number(stake.amount) !== 0 && <span className="ml-auto font-semibold tabular-nums">{formats.compactMoney(stake)}</span>}
      </p>
      <p className="pt-1 pb-2 text-text-2">{localizedText(alert.reason, naming.language)}</p>
      <Steps object={object} row={row} alert={alert} />
    </li>
  );
}

/** One click each: write down a call, plan it for tomorrow, put the hint aside. */
function Steps({ object, row, alert }: ExtraProps & { alert?: RecordRow }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const client = useQueryClient();
  const naming = useNaming();
  const problemText = useProblemText();
  const { task, activity } = catalog.objects;
  const name = recordTitle(object, row, naming.language);
  const kind = catalog.objects.alert ? fieldOf(catalog.objects.alert, "kind") : undefined;
  const subject = alert && kind ? t("customer.next.taskFor", { kind: naming.option(kind, String(alert.kind)), customer: name }) : t("customer.next.taskCall", { customer: name });
  const plan = async () => {
    try {
      const made = await http.post<RecordRow>("/tasks", {
        subject: subject.slice(0, 200),
        body: alert ? localizedText(alert.reason, naming.language) : null,
        due_on: addDays(today(catalog.company.time_zone), 1),
        customer: row.id,
      });
      rememberWrite(made.id, made.version);
      const settle = () => {
        drawAgain(client, row.id);
        if (task) dropRows(client, task);
        void client.invalidateQueries({ queryKey: ["timeline", row.id] });
      };
      settle();
      toast(t("customer.next.planned"), { action: { label: t("general.undo"), run: () => void http.delete(`/tasks/${made.id}`, { version: made.version }).then(settle, (error: unknown) => toast(problemText(error), { tone: "problem" })) } });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {can(activity, "create") && (
        <Button look="primary" onClick={() => askToCompose({ about: row.id, kind: "call", ...(alert ? { settles: alert } : {}) })}>
          <PhoneOutgoing aria-hidden className="size-3.5" />
          {t("today.logCall")}
        </Button>
      )}
      {can(task, "create") && (
        <Button onClick={() => void plan()}>
          <CircleCheckBig aria-hidden className="size-3.5" />
          {t("customer.next.task")}
        </Button>
      )}
      {alert && catalog.objects.alert && can(catalog.objects.alert, "update") && <PutAside object={catalog.objects.alert} row={row} alert={alert} />}
    </div>
  );
}

function PutAside({ object, row, alert }: ExtraProps & { alert: RecordRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { company } = useCatalog();
  const now = today(company.time_zone);
  const work = useWorkDays();
  const run = useAction(object);
  const naming = useNaming();
  const reasons = fieldOf(object, "dismissed_as");
  const act = async (action: "snooze" | "dismiss", input: Record<string, FieldValue>) => {
    try {
      await run(alert, action, input);
      drawAgain(client, row.id);
      toast(t(`today.did.${action}`), { action: { label: t("general.undo"), run: () => void run(alert, "reopen", {}).then(() => drawAgain(client, row.id)) } });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const snooze = (until: string) => void act("snooze", { until });
  return (
    <span className="ml-auto flex">
      <Menu
        trigger={
          <IconButton label={t("today.snooze")}>
            <ClockFading className="size-4" />
          </IconButton>
        }
      >
        {snoozeChoices(now, company.week_start, work).map(({ name, until }) => (
          <MenuItem key={name} onSelect={() => snooze(until)}>
            {t(`today.snoozeChoices.${name}`)}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => snooze(addDays(now, 30))}>{t("today.snoozeMonth")}</MenuItem>
      </Menu>
      <Menu
        trigger={
          <IconButton label={t("today.dismiss")}>
            <X className="size-4" />
          </IconButton>
        }
      >
        {reasons?.options
          ?.filter((option) => option.value !== "other")
          .map((option) => (
            <MenuItem key={option.value} onSelect={() => void act("dismiss", { dismissed_as: option.value })}>
              {naming.option(reasons, option.value)}
            </MenuItem>
          ))}
      </Menu>
    </span>
  );
}
