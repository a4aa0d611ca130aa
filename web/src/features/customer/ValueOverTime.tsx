import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, useFormats } from "@/metadata";
import { Trend } from "@/insight/Trend";
import { type Bar, barsOf, MONTHS } from "./bars";
import type { PurchaseMonth, ValuePoint } from "./portrait";

const WIDTH = 640;
const HEIGHT = 150;
const TOP = 8;

/** What he bought month by month, the margin in it, and what was expected of him. */
export function ValueOverTime({ months, points, now }: { months: PurchaseMonth[]; points: ValuePoint[]; now: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [at, setAt] = useState<number | null>(null);
  const bars = barsOf(months, now.slice(0, 7));
  const most = Math.max(1, ...bars.map((bar) => bar.turnover));
  const currency = months.find((month) => month.turnover)?.turnover?.currency;
  if (!currency) return null;
  const money = (amount: number) => formats.compactMoney({ amount: String(Math.round(amount)), currency });
  const step = WIDTH / MONTHS;
  const y = (amount: number) => TOP + (1 - Math.max(0, amount) / most) * (HEIGHT - TOP);
  // The month that is not over yet would make every year look worse than the one before.
  const year = (back: number) => bars.slice(MONTHS - 1 - 12 * back, MONTHS - 1 - 12 * (back - 1)).reduce((sum, bar) => sum + bar.turnover, 0);
  const text = t("customer.value.text", { now: money(year(1)), before: money(year(2)) });
  const chosen: Bar | undefined = at === null ? undefined : bars[at];
  const clv = points.map((point) => asMoney(point.clv_12m)).filter((value) => value !== null);
  const [first, last] = [clv[0], clv.at(-1)];
  return (
    <figure>
      <figcaption className="flex min-h-5 flex-wrap items-baseline gap-x-3">
        <span className="text-meta text-text-3">{chosen ? formats.month(`${chosen.month}-01`) : t("customer.value.title")}</span>
        <span>{chosen ? t("customer.value.month", { turnover: money(chosen.turnover), margin: money(chosen.margin), count: chosen.orders }) : text}</span>
        {!chosen && <Trend from={year(2)} to={year(1)} />}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={text}
        className="mt-1 h-auto w-full"
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAt(Math.min(MONTHS - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * MONTHS))));
        }}
        onPointerLeave={() => setAt(null)}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line-strong" />
        {bars.map((bar, place) => (
          <g key={bar.month} className={at !== null && at !== place ? "opacity-50" : undefined}>
            <rect x={place * step} y={0} width={step} height={HEIGHT} className="fill-transparent" />
            <rect x={place * step + 3} y={y(bar.turnover)} width={step - 6} height={HEIGHT - y(bar.turnover)} rx={2} className="fill-chart-1 opacity-35" />
            <rect x={place * step + 3} y={y(bar.margin)} width={step - 6} height={HEIGHT - y(bar.margin)} rx={2} className="fill-chart-1" />
          </g>
        ))}
      </svg>
      <div className="flex justify-between gap-3 text-meta text-text-3">
        <span>{formats.month(`${bars[0]?.month ?? now.slice(0, 7)}-01`)}</span>
        <span className="flex items-center gap-3">
          <Key className="bg-chart-1 opacity-35" text={t("customer.value.turnover")} />
          <Key className="bg-chart-1" text={t("customer.value.margin")} />
        </span>
      </div>
      {first && last && clv.length > 1 && <p className="pt-1 text-text-2">{t("customer.value.expected", { from: formats.compactMoney(first), to: formats.compactMoney(last) })} <Trend from={Number(first.amount)} to={Number(last.amount)} /></p>}
    </figure>
  );
}

function Key({ className, text }: { className: string; text: string }) {
  return (
    <span className="flex items-center gap-1">
      <span aria-hidden className={`size-2 rounded-tag ${className}`} />
      {text}
    </span>
  );
}
