import { useQuery } from "@tanstack/react-query";
import { http } from "@/shared/api";
import { addDays } from "@/shared/format";
import { weekdayOf } from "@/shared/format/weeks";

/** Names of days are those of holidays and of weekends on which the company works all the same. */
export type WorkDays = { days: ReadonlySet<string>; holidays: ReadonlyMap<string, string>; worked: ReadonlySet<string> };

/** A day with a name: the company is closed, or it `works` although it is a weekend. */
export type NamedDay = { date: string; name: string; works?: boolean };

type Settings = { "company.work_days"?: string[]; "company.holidays"?: NamedDay[] };

const NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** Nobody closes for longer; a company without any work day must not search for ever. */
const LONGEST_PAUSE = 60;

export function workDaysOf(settings: Settings): WorkDays {
  const named = settings["company.holidays"] ?? [];
  return {
    days: new Set(settings["company.work_days"] ?? []),
    holidays: new Map(named.map(({ date, name }) => [date, name])),
    worked: new Set(named.filter(({ works }) => works).map(({ date }) => date)),
  };
}

export function isDayOff(work: WorkDays, day: string): boolean {
  if (work.worked.has(day)) return false;
  return work.holidays.has(day) || !work.days.has(NAMES[weekdayOf(day)] ?? "");
}

/** The first day from this one on, this one included, on which the company works; the day itself when there is none. */
export function workDayFrom(work: WorkDays, day: string): string {
  for (let ahead = 0; ahead < LONGEST_PAUSE; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (!isDayOff(work, candidate)) return candidate;
  }
  return day;
}

/** When the company works; undefined until it is known. */
export function useWorkDays(): WorkDays | undefined {
  return useQuery({ queryKey: ["settings"], queryFn: ({ signal }) => http.get<Settings>("/settings", { signal }), select: workDaysOf, staleTime: 5 * 60_000 }).data;
}
