import { asMoney, type FieldValue } from "@/metadata";
import { addDays } from "@/shared/format";
import { addMonths } from "@/shared/format/weeks";

const WORDS = [
  ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  ["週一", "週二", "週三", "週四", "週五", "週六", "週日"],
  ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
  ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
];

const NUMERIC = ["number", "decimal", "percent", "money", "duration"];
const DAY_MS = 86_400_000;

/** What stands at a place of the series that these values begin; a place below zero lies before them. Undefined when they begin none. */
export function seriesAt(values: FieldValue[], type: string, place: number): FieldValue | undefined {
  if (values.length === 0 || values.some((value) => value === null || value === undefined || value === "")) return undefined;
  if (NUMERIC.includes(type)) return numberAt(values, place);
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length < values.length) return undefined;
  if (type === "date") return dayAt(texts, place);
  if (type === "date_time") return momentAt(texts, place);
  if (type === "text") return wordAt(texts, place) ?? numberedAt(texts, place);
  return undefined;
}

/** Two numbers make a step; one alone is repeated, as in a spreadsheet. */
function numberAt(values: FieldValue[], place: number): FieldValue | undefined {
  const first = values[0];
  const money = asMoney(first);
  const amounts = values.map((value) => asMoney(value)?.amount ?? value).map(String);
  if (money && values.some((value) => asMoney(value)?.currency !== money.currency)) return undefined;
  const decimals = Math.max(...amounts.map((amount) => amount.split(".")[1]?.length ?? 0));
  const found = even(amounts.map(Number), place);
  if (found === undefined) return undefined;
  const text = found.toFixed(decimals);
  if (money) return { ...money, amount: text };
  return typeof first === "number" ? Number(text) : text;
}

/** By days; by months when the days of the month say so, the last of a month standing for the last of every month. */
function dayAt(days: string[], place: number): string | undefined {
  const [first = ""] = days;
  if (days.length === 1) return addDays(first, place);
  const months = days.map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  const isLast = days.every((day) => addDays(day, 1).endsWith("-01"));
  const onSameDay = days.every((day) => day.slice(8) === first.slice(8));
  const month = even(months, place);
  if ((isLast || onSameDay) && months[0] !== months[1] && month !== undefined) {
    const moved = addMonths(isLast ? `${first.slice(0, 7)}-01` : first, month - (months[0] ?? 0));
    return isLast ? addDays(addMonths(moved, 1), -1) : moved;
  }
  const step = even(days.map((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS), place);
  return step === undefined ? undefined : new Date(step * DAY_MS).toISOString().slice(0, 10);
}

function momentAt(moments: string[], place: number): string | undefined {
  const times = moments.map((moment) => Date.parse(moment));
  const [first = Number.NaN] = times;
  const at = moments.length === 1 ? first + place * DAY_MS : even(times, place);
  return at === undefined || Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Weekdays and months go round. */
function wordAt(texts: string[], place: number): string | undefined {
  const words = WORDS.find((list) => texts.every((text) => list.includes(text)));
  if (!words) return undefined;
  const places = texts.map((text) => words.indexOf(text));
  const step = texts.length === 1 ? 1 : ((places[1] ?? 0) - (places[0] ?? 0) + words.length) % words.length;
  if (places.some((at, index) => at !== ((places[0] ?? 0) + step * index) % words.length)) return undefined;
  return words[((((places[0] ?? 0) + step * place) % words.length) + words.length) % words.length];
}

/** "Shop 1" is followed by "Shop 2", "A-007" by "A-008", "1号店" by "2号店". */
function numberedAt(texts: string[], place: number): string | undefined {
  const parts = texts.map((text) => /^(?<before>.*?)(?<digits>\d{1,15})(?<after>\D*)$/su.exec(text)?.groups);
  const [first] = parts;
  if (!first || parts.some((part) => part?.before !== first.before || part?.after !== first.after)) return undefined;
  const numbers = parts.map((part) => Number(part?.digits));
  const number = numbers.length === 1 ? (numbers[0] ?? 0) + place : even(numbers, place);
  if (number === undefined || number < 0) return undefined;
  const digits = first.digits ?? "";
  return `${first.before ?? ""}${digits.startsWith("0") ? String(number).padStart(digits.length, "0") : number}${first.after ?? ""}`;
}

/** The number at a place of an even row of at least two. */
function even(numbers: number[], place: number): number | undefined {
  const [first, second] = numbers;
  if (first === undefined || second === undefined || numbers.some(Number.isNaN)) return undefined;
  const step = second - first;
  const isEven = numbers.every((number, at) => Math.abs(number - (first + step * at)) < 1e-9 * Math.max(1, Math.abs(number)));
  return isEven ? first + step * place : undefined;
}
