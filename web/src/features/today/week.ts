/** The day of a moment in a time zone. */
export function dayIn(timeZone: string, moment: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(moment));
}
