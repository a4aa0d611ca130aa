import { useQuery } from "@tanstack/react-query";
import { http } from "@/shared/api";
import { addDays } from "@/shared/format";
import { weekdayOf } from "@/shared/format/weeks";

export type WorkDays = { days: ReadonlySet<string>; holidays: ReadonlyMap<string, string> };

type Settings = { "company.work_days"?: string[]; "company.holidays"?: { date: string; name: string }[] };

const NAMES = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** Nobody closes for longer; a company without any work day must not search for ever. */
const LONGEST_PAUSE = 60;

export function workDaysOf(settings: Settings): WorkDays {
  return { days: new Set(settings["company.work_days"] ?? []), holidays: new Map((settings["company.holidays"] ?? []).map(({ date, name }) => [date, name])) };
}

export function isDayOff(work: WorkDays, day: string): boolean {
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
