import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { asReference, can, fieldOf, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { askToCreate } from "@/records";
import { http } from "@/shared/api";
import { isDayOff, useWorkDays } from "@/metadata/workDays";
import { addDays, today } from "@/shared/format";
import { weekOf } from "@/shared/format/weeks";
import { classes, IconButton, ProblemState, Tag } from "@/shared/ui";
import { startOfDay } from "./alerts";
import { dayIn } from "./week";

type Entry = { day: string; row: RecordRow; object: "task" | "activity"; title: string; time: string | null };

const MOST = 200;
const DAY_MS = 86_400_000;

/** The week in seven fields, and what is planned on the chosen day: tasks that fall due, and visits, calls and meetings. */
export function MyWeek() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const { company, objects } = useCatalog();
  const now = today(company.time_zone);
  const [chosen, setChosen] = useState(now);
  const days = weekOf(now, company.week_start);
  const work = useWorkDays();
  const { data, error, refetch } = useWeek();
  const entries = data ?? [];
  const shown = entries.filter((entry) => entry.day === chosen);
  const kind = objects.activity ? fieldOf(objects.activity, "kind") : undefined;
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: "narrow", timeZone: "UTC" });
  return (
    <section aria-labelledby="today-week">
      <div className="flex items-center">
        <h2 id="today-week" className="text-title font-semibold">
          {t("today.myWeek")}
        </h2>
        {can(objects.activity, "create") && (
          <IconButton className="ml-auto" label={t("today.planVisit")} onClick={() => askToCreate("activity", { kind: "visit", state: "planned", happened_at: `${chosen < now ? now : chosen}T09:00:00Z` }, "stay")}>
            <Plus className="size-4" />
          </IconButton>
        )}
      </div>
      <div role="group" aria-label={t("today.myWeek")} className="grid grid-cols-7 gap-1 pt-2">
        {days.map((day) => {
          const count = entries.filter((entry) => entry.day === day).length;
          return (
            <button
              key={day}
              type="button"
              aria-pressed={day === chosen}
              title={work?.holidays.get(day)}
              onClick={() => setChosen(day)}
              className={classes("flex h-13 flex-col items-center justify-center gap-0.5 rounded-control border", day === chosen ? "border-accent bg-accent-soft" : work && isDayOff(work, day) ? "border-transparent bg-hover hover:border-line-strong" : "border-transparent hover:bg-hover", day === now && "font-semibold")}
            >
              <span className="text-meta text-text-3">{weekday.format(new Date(`${day}T00:00:00Z`))}</span>
              <span className="tabular-nums">{Number(day.slice(8))}</span>
              <span className="sr-only">{t("today.dayWith", { day: formats.date(day), count })}</span>
              <span aria-hidden className={classes("h-1 w-1 rounded-full", count > 0 ? "bg-accent" : "bg-transparent")} />
            </button>
          );
        })}
      </div>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data && shown.length === 0 && <p className="py-2 text-text-2">{t("today.nothingPlanned")}</p>}
      <ul className="flex flex-col pt-1">
        {shown.map(({ row, object, title, time }) => {
          const customer = asReference(row.customer);
          return (
            <li key={row.id} className="flex items-baseline gap-2 border-b border-line py-1.5">
              <span className="w-11 shrink-0 text-text-3 tabular-nums">{time ?? ""}</span>
              <span className="min-w-0 flex-1">
                <RecordLink reference={{ id: row.id, object, title }} className="block truncate hover:underline" />
                {customer && <RecordLink reference={customer} className="block truncate text-meta text-text-3 hover:underline" />}
              </span>
              {object === "activity" && kind && <Tag hue="gray">{naming.option(kind, String(row.kind))}</Tag>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function useWeek() {
  const { i18n } = useTranslation();
  const { company, me, objects } = useCatalog();
  const days = weekOf(today(company.time_zone), company.week_start);
  const [first = ""] = days;
  const last = addDays(first, 6);
  return useQuery({
    queryKey: ["records", "task", "week", first],
    queryFn: async ({ signal }) => {
      const now = startOfDay(company.time_zone);
      const from = new Date(now.getTime() + days.findIndex((day) => day === today(company.time_zone)) * -DAY_MS);
      const until = new Date(from.getTime() + 7 * DAY_MS);
      const get = (plural: string, query: Record<string, string>) => http.get<{ data: RecordRow[] }>(`/${plural}`, { query: { ...query, "filter[owner][eq]": me.id, limit: MOST, expand: "customer" }, signal });
      const [tasks, visits] = await Promise.all([
        objects.task ? get(objects.task.plural, { "filter[due_on][between]": `${first},${last}`, "filter[status][in]": "not_started,started,deferred", sort: "due_on" }) : { data: [] },
        objects.activity ? get(objects.activity.plural, { "filter[state][in]": "planned", "filter[happened_at][gte]": from.toISOString(), "filter[happened_at][lt]": until.toISOString(), sort: "happened_at" }) : { data: [] },
      ]);
      const hour = new Intl.DateTimeFormat(i18n.language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: company.time_zone });
      return [
        ...visits.data.map((row): Entry => ({ day: dayIn(company.time_zone, String(row.happened_at)), row, object: "activity", title: String(row.subject), time: hour.format(new Date(String(row.happened_at))) })),
        ...tasks.data.map((row): Entry => ({ day: String(row.due_on), row, object: "task", title: String(row.subject), time: null })),
      ];
    },
  });
}
