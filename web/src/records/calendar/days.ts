import { type FieldMeta, type FieldValue, isWritable, type ObjectMeta } from "@/metadata";
import { addDays } from "@/shared/format";
import { monthOf, type WeekStart, weekOf } from "@/shared/format/weeks";
import type { ViewState } from "../views/viewState";

export type Span = "month" | "week";

/** The days by which a calendar can place records. */
export function dayFields(object: ObjectMeta): FieldMeta[] {
  return object.fields.filter((field) => {
    const type = field.result ?? field.type;
    return (type === "date" || type === "date_time") && field.filterable !== false && field.access !== "mask";
  });
}

export function dayField(object: ObjectMeta, view: ViewState): FieldMeta | undefined {
  const fields = dayFields(object);
  return fields.find((field) => field.name === view.on) ?? fields.find(isWritable) ?? fields[0];
}

/** The days that are shown: whole weeks, beginning as the company's do. */
export function daysOf(span: Span, day: string, start: WeekStart): string[] {
  return span === "week" ? weekOf(day, start) : monthOf(day, start);
}

export function stepped(span: Span, day: string, step: 1 | -1): string {
  if (span === "week") return addDays(day, 7 * step);
  const moment = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  moment.setUTCMonth(moment.getUTCMonth() + step);
  return moment.toISOString().slice(0, 10);
}

/** The day of a value in a time zone, and its time when it has one. */
export function dayOf(value: FieldValue, timeZone: string): { day: string; time: string } | null {
  if (typeof value !== "string" || value === "") return null;
  if (value.length === 10) return { day: value, time: "" };
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) return null;
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { day: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

/** The same time on another day. */
export function onDay(value: string, from: string, to: string): string {
  if (value.length === 10) return to;
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  return new Date(Date.parse(value) + days * 86_400_000).toISOString();
}
