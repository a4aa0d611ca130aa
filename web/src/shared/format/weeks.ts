import { addDays } from "./index";

export type WeekStart = "monday" | "sunday" | "saturday";

/** Sunday is 0. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

const FIRST_WEEKDAY: Record<WeekStart, number> = { sunday: 0, monday: 1, saturday: 6 };

/** The seven days around a day, beginning as the company's weeks do. */
export function weekOf(day: string, start: WeekStart): string[] {
  const first = addDays(day, -((weekdayOf(day) - FIRST_WEEKDAY[start] + 7) % 7));
  return Array.from({ length: 7 }, (_, place) => addDays(first, place));
}

/** Whole weeks that hold the month of a day. */
export function monthOf(day: string, start: WeekStart): string[] {
  const first = `${day.slice(0, 7)}-01`;
  const [begin = first] = weekOf(first, start);
  const end = addMonths(first, 1);
  const days: string[] = [];
  for (let at = begin; at < end || days.length % 7 !== 0; at = addDays(at, 1)) days.push(at);
  return days;
}

/** The same day of another month, or the last one of a month that is shorter. */
export function addMonths(day: string, count: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + count + 1, 0);
  const last = first.getUTCDate();
  first.setUTCDate(Math.min(Number(day.slice(8)), last));
  return first.toISOString().slice(0, 10);
}
