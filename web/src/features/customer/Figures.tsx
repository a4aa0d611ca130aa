import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, fieldOf, type FieldValue, isEmpty, type ObjectMeta, type RecordRow, useCatalog, useFormats } from "@/metadata";
import { today } from "@/shared/format";
import { classes, Explain } from "@/shared/ui";

const NAMES = ["clv_12m", "margin_12m", "turnover_12m", "p_alive", "next_order_on", "value_at_stake"] as const;

type Name = (typeof NAMES)[number];

/** The figures that count, each with what it means, of which time it is, and where it comes from. */
export function Figures({ object, row, purchases, only = NAMES }: { object: ObjectMeta; row: RecordRow; purchases: string[]; only?: readonly Name[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = today(useCatalog().company.time_zone);
  const on = isEmpty(row.valued_on) ? "–" : formats.date(String(row.valued_on));
  const last = isEmpty(row.last_purchase_on) ? "–" : formats.date(String(row.last_purchase_on));
  const late = typeof row.next_order_on === "string" && row.next_order_on < now;
  const names = only.filter((name) => fieldOf(object, name));
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(112px,1fr))] gap-x-4 gap-y-2">
      {names.map((name) => (
        <div key={name} className="min-w-0">
          <dt className="truncate text-meta text-text-3">{t(`customer.figures.${name}.label`)}</dt>
          <dd className={classes("truncate text-title font-semibold tabular-nums", name === "value_at_stake" && Number(asMoney(row.value_at_stake)?.amount ?? 0) > 0 && "text-warn", name === "next_order_on" && late && "text-danger")}>
            <Explain
              title={t(`customer.figures.${name}.label`)}
              className="truncate"
              lines={[
                { label: t("customer.explain.what"), text: t(`customer.figures.${name}.what`) },
                { label: t("customer.explain.period"), text: t(`customer.figures.${name}.period`, { on }) },
                { label: t("customer.explain.source"), text: t(`customer.figures.${name}.source`, { count: purchases.length, last }) },
              ]}
            >
              {shown(name, row[name], formats, late ? t("customer.late") : "")}
            </Explain>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function shown(name: Name, value: FieldValue, formats: ReturnType<typeof useFormats>, late: string): ReactNode {
  if (isEmpty(value)) return "–";
  switch (name) {
    case "p_alive":
      return formats.percent(Number(value));
    case "next_order_on":
      return late ? `${formats.shortDate(String(value))} ${late}` : formats.date(String(value));
    case "clv_12m":
    case "margin_12m":
    case "turnover_12m":
    case "value_at_stake": {
      const money = asMoney(value);
      return money ? formats.money({ ...money, amount: String(Math.round(Number(money.amount))) }) : "–";
    }
    default:
      return name satisfies never;
  }
}
