import { isDayOff, type WorkDays, workDayFrom } from "./workDays";
import { addDays } from "@/shared/format";
import { type WeekStart, weekOf } from "@/shared/format/weeks";

export type SnoozeChoice = { name: "tomorrow" | "business" | "week"; until: string; off: boolean };

/** Tomorrow, the next day of business when that is another one, and the first day of business of next week. */
export function snoozeChoices(now: string, start: WeekStart, work: WorkDays | undefined): SnoozeChoice[] {
  const tomorrow = addDays(now, 1);
  const nextWeek = addDays(weekOf(now, start)[0] ?? now, 7);
  const choices: SnoozeChoice[] = [{ name: "tomorrow", until: tomorrow, off: work !== undefined && isDayOff(work, tomorrow) }];
  const business = work ? workDayFrom(work, tomorrow) : tomorrow;
  if (business !== tomorrow) choices.push({ name: "business", until: business, off: false });
  const week = work ? workDayFrom(work, nextWeek) : nextWeek;
  if (!choices.some(({ until }) => until === week)) choices.push({ name: "week", until: week, off: false });
  return choices;
}
