import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { useFormats } from "@/metadata";
import type { NamedDay } from "@/metadata/workDays";
import { http, useProblemText } from "@/shared/api";
import { useLanguage } from "@/shared/i18n";
import { Button, Checkbox, IconButton, Input, Labelled, ProblemState, SkeletonLines, Tag, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type Calendar = { "company.work_days": string[]; "company.holidays": NamedDay[] };

const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** On which days the company works. */
export function WorkCalendar() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["settings"], queryFn: ({ signal }) => http.get<Calendar>("/settings", { signal }) });
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsFrame title={t("settings.sections.calendar")} hint={t("upkeep.calendar.hint")}>
      {data ? <Days workDays={data["company.work_days"]} holidays={data["company.holidays"]} /> : <SkeletonLines count={6} />}
    </SettingsFrame>
  );
}

function Days({ workDays, holidays }: { workDays: string[]; holidays: NamedDay[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const [works, setWorks] = useState(false);
  const save = async (change: Partial<Calendar>) => {
    try {
      await http.patch("/settings", change);
      await client.invalidateQueries({ queryKey: ["settings"] });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const others = holidays.filter((holiday) => holiday.date !== date);
    await save({ "company.holidays": [...others, { date, name: name.trim(), ...(works ? { works } : {}) }].toSorted((one, other) => one.date.localeCompare(other.date)) });
    setDate("");
    setName("");
    setWorks(false);
  };
  return (
    <>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="pb-2 text-title font-semibold">{t("upkeep.calendar.workDays")}</legend>
        {WEEK.map((day, place) => (
          <label key={day} className="flex items-center gap-2">
            <Checkbox
              checked={workDays.includes(day)}
              onChange={(event) => void save({ "company.work_days": WEEK.filter((other) => (other === day ? event.target.checked : workDays.includes(other))) })}
            />
            {dayName(language, place)}
          </label>
        ))}
      </fieldset>
      <section className="flex flex-col gap-3 border-t border-line pt-5">
        <h2 className="text-title font-semibold">{t("upkeep.calendar.holidays")}</h2>
        <ul className="flex flex-col">
          {holidays.map((holiday) => (
            <li key={holiday.date} className="flex items-center gap-3 border-b border-line py-1.5">
              <time dateTime={holiday.date} className="w-36 text-text-2">
                {formats.date(holiday.date)}
              </time>
              <span className="min-w-0 truncate">{holiday.name}</span>
              <span className="mr-auto">{holiday.works && <Tag hue="blue">{t("upkeep.calendar.worked")}</Tag>}</span>
              <IconButton label={t("upkeep.calendar.remove", { name: holiday.name })} onClick={() => void save({ "company.holidays": holidays.filter((other) => other !== holiday) })}>
                <X className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
        <form className="flex flex-wrap items-end gap-3" onSubmit={(event) => void add(event)}>
          <Labelled label={t("upkeep.calendar.date")}>{(wiring) => <DayInput {...wiring} required value={date} onDay={setDate} />}</Labelled>
          <Labelled label={t("upkeep.calendar.name")}>{(wiring) => <Input {...wiring} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
          <label className="flex min-h-9 items-center gap-2 max-md:min-h-11">
            <Checkbox checked={works} onChange={(event) => setWorks(event.target.checked)} />
            {t("upkeep.calendar.works")}
          </label>
          <Button type="submit" size="form">
            <Plus aria-hidden className="size-4" />
            {t("upkeep.calendar.add")}
          </Button>
        </form>
      </section>
    </>
  );
}

/** 5 January 2026 is a Monday. */
function dayName(language: string, place: number): string {
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 5 + place)));
}
