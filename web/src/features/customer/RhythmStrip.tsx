import { useTranslation } from "react-i18next";
import { useCatalog, useFormats } from "@/metadata";
import { addDays, today } from "@/shared/format";
import type { Rhythm } from "./portrait";

const WIDTH = 640;
const HEIGHT = 46;
const SHOWN_DAYS = 730;

/** Every purchase of two years as a tick, today as a line, and the orders that his rhythm promises. */
export function RhythmStrip({ rhythm }: { rhythm: Rhythm }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = today(useCatalog().company.time_zone);
  const start = addDays(now, -SHOWN_DAYS);
  const end = [...rhythm.next, addDays(now, 30)].sort().at(-1) ?? now;
  const x = (day: string) => ((days(day) - days(start)) / Math.max(1, days(end) - days(start))) * WIDTH;
  const bought = rhythm.purchases.filter((day) => day >= start);
  const gap = rhythm.median_gap_days === null ? null : Math.round(Number(rhythm.median_gap_days));
  const text = gap ? t("customer.rhythm.text", { count: rhythm.purchases.length, days: gap }) : t("customer.rhythm.few", { count: rhythm.purchases.length });
  return (
    <figure>
      <figcaption className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-meta text-text-3">{t("customer.rhythm.title")}</span>
        <span>{text}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text} className="mt-1 h-auto w-full">
        <line x1={0} x2={WIDTH} y1={24} y2={24} className="stroke-line" />
        {bought.map((day) => (
          <rect key={day} x={x(day) - 1.5} y={10} width={3} height={28} rx={1.5} className="fill-chart-1">
            <title>{formats.date(day)}</title>
          </rect>
        ))}
        {rhythm.next.map((day) => (
          <rect key={day} x={x(day) - 3} y={12} width={6} height={24} rx={3} className="fill-transparent stroke-chart-2" strokeDasharray="3 2">
            <title>{t("customer.rhythm.expected", { date: formats.date(day) })}</title>
          </rect>
        ))}
        <line x1={x(now)} x2={x(now)} y1={4} y2={44} className="stroke-chart-3" strokeWidth={2} />
      </svg>
      <div className="flex justify-between text-meta text-text-3">
        <span>{formats.month(start)}</span>
        <span>{rhythm.next[0] ? t("customer.rhythm.expected", { date: formats.shortDate(rhythm.next[0]) }) : t("customer.rhythm.today")}</span>
      </div>
    </figure>
  );
}

function days(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000;
}
