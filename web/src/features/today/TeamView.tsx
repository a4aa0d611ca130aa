import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, useCatalog, useFormats, useNaming } from "@/metadata";
import type { Search } from "@/records";
import { http } from "@/shared/api";
import { today } from "@/shared/format";
import type { Money } from "@/shared/format";
import { Avatar, classes, IconButton, ProblemState, SkeletonLines } from "@/shared/ui";
import { ReassignDialog } from "./ReassignDialog";

export type Person = { id: string | null; name: string; customers: number; open: number; at_stake: Money | null; tasks: number; overdue: number; done_alerts: number; done_tasks: number };

type Team = { week_from: string; people: Person[] };

export function useTeam() {
  return useQuery({ queryKey: ["aggregate", "team"], queryFn: ({ signal }) => http.get<Team>("/insight/team", { signal }) });
}

/** What lies on whose desk; every number opens its list. */
export function TeamView() {
  const { t } = useTranslation();
  const { data, error, refetch } = useTeam();
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={8} />;
  return (
    <section aria-labelledby="today-team">
      <h2 id="today-team" className="text-title font-semibold">
        {t("today.team.title")}
      </h2>
      <p className="text-text-2">{t("today.team.hint")}</p>
      <Desks team={data} />
    </section>
  );
}

function Desks({ team }: { team: Team }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const client = useQueryClient();
  const { objects, company } = useCatalog();
  const [from, setFrom] = useState<Person | null>(null);
  const { alert, task, customer } = objects;
  if (!alert) return null;
  const columns = [customer ? naming.many(customer) : "", t("today.team.open"), t("today.atStake"), t("today.team.tasks"), t("today.team.overdue"), t("today.team.done")];
  const alerts = (person: Person): Search => ({
    "filter[status][in]": "open",
    ...(person.id ? { "filter[customer.owner][eq]": person.id } : { "filter[customer.owner][is_null]": "true" }),
    sort: "-score",
  });
  const theirs = (person: Person): Search => (person.id ? { "filter[owner][in]": person.id } : { "filter[owner][is_null]": "true" });
  const tasks = (person: Person): Search => ({ "filter[owner][in]": person.id ?? "", "filter[status][in]": "not_started,started,deferred", sort: "due_on" });
  return (
    <>
      <ul className="flex flex-col pt-3">
        <li aria-hidden className="hidden grid-cols-[minmax(0,2fr)_repeat(6,minmax(0,1fr))_32px] gap-3 border-b border-line pb-1 text-right text-meta text-text-3 md:grid">
          <span />
          {columns.map((column) => (
            <span key={column}>{column}</span>
          ))}
        </li>
        {team.people.map((person) => (
          <li key={person.id ?? "nobody"} className="grid grid-cols-2 items-center gap-x-3 gap-y-1 border-b border-line py-2.5 tabular-nums md:grid-cols-[minmax(0,2fr)_repeat(6,minmax(0,1fr))_32px] md:text-right">
            <span className="col-span-2 flex min-w-0 items-center gap-2 text-left font-medium md:col-span-1">
              {person.id ? <Avatar name={person.name} /> : null}
              <span className="truncate">{person.id ? person.name : t("today.team.nobody")}</span>
            </span>
            <Fact label={columns[0] ?? ""}>
              {customer ? (
                <Link to="/objects/$plural" params={{ plural: customer.plural }} search={theirs(person)} className="text-accent-text hover:underline">
                  {formats.number(person.customers)}
                </Link>
              ) : (
                "–"
              )}
            </Fact>
            <Fact label={columns[1] ?? ""}>
              <Link to="/objects/$plural" params={{ plural: alert.plural }} search={alerts(person)} className="text-accent-text hover:underline">
                {formats.number(person.open)}
              </Link>
            </Fact>
            <Fact label={columns[2] ?? ""}>{person.at_stake ? formats.compactMoney(person.at_stake) : "–"}</Fact>
            <Fact label={columns[3] ?? ""}>
              {task && person.id ? (
                <Link to="/objects/$plural" params={{ plural: task.plural }} search={tasks(person)} className="text-accent-text hover:underline">
                  {formats.number(person.tasks)}
                </Link>
              ) : (
                "–"
              )}
            </Fact>
            <Fact label={columns[4] ?? ""} tone={person.overdue > 0 ? "late" : "plain"}>
              {task && person.id ? (
                <Link to="/objects/$plural" params={{ plural: task.plural }} search={{ ...tasks(person), "filter[due_on][lt]": today(company.time_zone) }} className="hover:underline">
                  {formats.number(person.overdue)}
                </Link>
              ) : (
                "–"
              )}
            </Fact>
            <Fact label={columns[5] ?? ""}>{formats.number(person.done_alerts + person.done_tasks)}</Fact>
            <span className="col-span-2 md:col-span-1">
              {person.id && can(customer, "update") && (
                <IconButton label={t("today.team.reassign", { person: person.name })} onClick={() => setFrom(person)}>
                  <ArrowRightLeft className="size-4" />
                </IconButton>
              )}
            </span>
          </li>
        ))}
      </ul>
      {from && (
        <ReassignDialog
          from={from}
          onClose={() => setFrom(null)}
          onMoved={() => {
            setFrom(null);
            void client.invalidateQueries({ queryKey: ["aggregate"] });
            void client.invalidateQueries({ queryKey: ["records"] });
          }}
        />
      )}
    </>
  );
}

function Fact({ label, tone = "plain", children }: { label: string; tone?: "plain" | "late"; children: React.ReactNode }) {
  return (
    <span className={classes("flex items-baseline justify-between gap-2 md:block", tone === "late" && "font-medium text-danger")}>
      <span className="text-meta font-normal text-text-3 md:sr-only">{label}</span>
      <span>{children}</span>
    </span>
  );
}
