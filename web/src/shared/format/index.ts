import type { Language } from "@/shared/i18n";

export type Money = { amount: string; currency: string };

export type Formats = {
  number: (value: number, digits?: number) => string;
  compact: (value: number) => string;
  percent: (value: number, digits?: number) => string;
  money: (value: Money) => string;
  compactMoney: (value: Money) => string;
  date: (value: string) => string;
  shortDate: (value: string) => string;
  month: (value: string) => string;
  dateTime: (value: string) => string;
  relative: (value: string, now?: Date) => string;
  /** A day has no hour: it is today, tomorrow or three days ago. */
  relativeDay: (day: string, today: string) => string;
  duration: (seconds: number) => string;
  list: (parts: string[]) => string;
  bytes: (size: number) => string;
};

const made = new Map<string, Formats>();

/** Building an Intl formatter costs twenty times its use, so each is built once per language and zone. */
export function formatsFor(language: Language, timeZone: string, home = ""): Formats {
  const key = `${language} ${timeZone} ${home}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = build(language, timeZone, home);
  made.set(key, fresh);
  return fresh;
}

function build(language: Language, timeZone: string, home: string): Formats {
  // At home a yuan is plainly "¥"; only money of other countries needs telling apart.
  const inMoney = (currency: string) => ({ style: "currency", currency, currencyDisplay: currency === home ? "narrowSymbol" : "symbol" }) as const;
  const once = <T>(make: () => T): (() => T) => {
    let value: T | undefined;
    return () => (value ??= make());
  };
  const keyed = <K, T>(make: (key: K) => T): ((key: K) => T) => {
    const known = new Map<K, T>();
    return (key) => {
      const found = known.get(key);
      if (found !== undefined) return found;
      const value = make(key);
      known.set(key, value);
      return value;
    };
  };
  const number = keyed((digits: number) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }));
  const compact = once(() => new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }));
  const percent = keyed((digits: number) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits, signDisplay: "negative" }));
  const money = keyed((currency: string) => new Intl.NumberFormat(language, inMoney(currency)));
  const whole = keyed((currency: string) => new Intl.NumberFormat(language, { ...inMoney(currency), maximumFractionDigits: 0 }));
  const compactMoney = keyed(
    (currency: string) => new Intl.NumberFormat(language, { ...inMoney(currency), notation: "compact", maximumFractionDigits: 1 }),
  );
  // A calendar date is not an instant: it is read and shown as UTC so that no zone can move it.
  const date = once(() => new Intl.DateTimeFormat(language, { year: "numeric", ...dayAndMonth(language), timeZone: "UTC" }));
  const shortDate = once(() => new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" }));
  const month = once(() => new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" }));
  const dateTime = once(
    () => new Intl.DateTimeFormat(language, { year: "numeric", ...dayAndMonth(language), hour: "2-digit", minute: "2-digit", hour12: false, timeZone: safeZone(timeZone) }),
  );
  const relative = once(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
  const list = once(() => new Intl.ListFormat(language, { style: "short", type: "conjunction" }));
  const unit = keyed((name: string) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 1 }));

  return {
    number: (value, digits = 4) => number(digits).format(value),
    compact: (value) => compact().format(value),
    percent: (value, digits = 0) => percent(digits).format(value),
    money: (value) => {
      const amount = Number(value.amount);
      return (Number.isInteger(amount) ? whole : money)(value.currency).format(amount);
    },
    compactMoney: (value) => {
      const amount = Number(value.amount);
      return Math.abs(amount) < 10_000 ? whole(value.currency).format(amount) : compactMoney(value.currency).format(amount);
    },
    date: (value) => inWords(date(), value),
    shortDate: (value) => inWords(shortDate(), value),
    month: (value) => inWords(month(), value),
    dateTime: (value) => {
      const moment = new Date(value);
      return Number.isNaN(moment.getTime()) ? value : dateTime().format(moment);
    },
    relativeDay: (value, now) => {
      const count = Math.round((Date.parse(`${value.slice(0, 10)}T00:00:00Z`) - Date.parse(`${now}T00:00:00Z`)) / 86_400_000);
      const [amount, name] = Math.abs(count) < 7 ? [count, "day" as const] : distance(count * 86_400);
      return Number.isNaN(amount) ? value : relative().format(amount, name);
    },
    relative: (value, now = new Date()) => {
      const moment = new Date(value.length === 10 ? `${value}T00:00:00` : value);
      if (Number.isNaN(moment.getTime())) return value;
      const [amount, name] = distance((moment.getTime() - now.getTime()) / 1000);
      return relative().format(amount, name);
    },
    duration: (seconds) => {
      if (seconds < 60) return unit("second").format(Math.round(seconds));
      if (seconds < 3600) return unit("minute").format(Math.round(seconds / 60));
      if (seconds < 86_400) return unit("hour").format(seconds / 3600);
      return unit("day").format(seconds / 86_400);
    },
    list: (parts) => list().format(parts),
    bytes: (size) => {
      if (size < 1024) return unit("byte").format(size);
      if (size < 1024 * 1024) return unit("kilobyte").format(size / 1024);
      if (size < 1024 ** 3) return unit("megabyte").format(size / 1024 ** 2);
      return unit("gigabyte").format(size / 1024 ** 3);
    },
  };
}

function dayAndMonth(language: Language): { month: "short" | "2-digit"; day: "numeric" | "2-digit" } {
  return language === "en" ? { month: "short", day: "numeric" } : { month: "2-digit", day: "2-digit" };
}

function inWords(format: Intl.DateTimeFormat, value: string): string {
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? value : format.format(day);
}

function safeZone(timeZone: string): string | undefined {
  try {
    Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return undefined;
  }
}

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, "second"],
  [3600, "minute"],
  [86_400, "hour"],
  [7 * 86_400, "day"],
  [31 * 86_400, "week"],
  [365 * 86_400, "month"],
  [Infinity, "year"],
];

function distance(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(seconds);
  if (size < 45) return [0, "second"];
  let divisor = 1;
  for (const [limit, name] of STEPS) {
    if (size < limit) return [Math.round(seconds / divisor), name];
    divisor = { second: 60, minute: 3600, hour: 86_400, day: 7 * 86_400, week: 30.4 * 86_400, month: 365 * 86_400 }[name as string] ?? divisor;
  }
  return [Math.round(seconds / (365 * 86_400)), "year"];
}

export function today(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: safeZone(timeZone), year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

export function addDays(day: string, count: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + count);
  return moment.toISOString().slice(0, 10);
}
