import { addDays } from "@/shared/format";

/** Monday to Sunday around a day. */
export function weekOf(day: string): string[] {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(day, -weekday);
  return Array.from({ length: 7 }, (_, place) => addDays(monday, place));
}

/** The day of a moment in a time zone. */
export function dayIn(timeZone: string, moment: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(moment));
}
