/** Names of spans that the server resolves in the time zone of the person who asks. */
export const RELATIVE_DATES = [
  "today", "yesterday", "tomorrow", "this_week", "last_7_days", "next_7_days", "this_month", "last_month", "this_quarter", "this_year", "last_30_days", "last_90_days", "last_week", "next_week", "next_month", "last_quarter", "last_year", "next_30_days",
] as const;

export type RelativeDate = (typeof RELATIVE_DATES)[number];

export function relativeDate(value: string): RelativeDate | undefined {
  return RELATIVE_DATES.find((name) => name === value);
}
