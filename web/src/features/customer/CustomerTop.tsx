import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { fieldOf, type FieldValue, isEmpty, localizedText, useFormats, useNaming } from "@/metadata";
import type { ExtraProps } from "@/records";
import { hueOf, Tag } from "@/shared/ui";
import { Figures } from "./Figures";
import { NextSteps } from "./NextSteps";
import { usePortrait } from "./portrait";

/** What an owner decides by: what the customer is worth and why, whether he is leaving, what to do next. */
export function CustomerTop({ object, row }: ExtraProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const { data: portrait } = usePortrait(row.id);
  const valued = !isEmpty(row.value_tier);
  const why = localizedText(row.value_reason as FieldValue, naming.language);
  const danger = row.risk === "none" ? "" : localizedText(row.risk_reason as FieldValue, naming.language);
  const tag = (name: string) => {
    const field = fieldOf(object, name);
    return field && !isEmpty(row[name]) ? <Value field={field} value={row[name]} place="cell" /> : null;
  };
  return (
    <section aria-label={t("customer.insight")} className="grid shrink-0 gap-x-6 gap-y-3 border-b border-line px-4 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(320px,26rem)] print:block">
      <div className="min-w-0">
        {valued ? (
          <>
            <div className="flex flex-wrap items-center gap-2 pb-2">
              {tag("value_tier")}
              {tag("rfm_segment")}
              <RiskTag object={object} row={row} />
              <span className="ml-auto flex gap-2 text-meta text-text-3 tabular-nums">
                {!isEmpty(row.rfm_r) && <span title={t("customer.rfmHint")}>{`R${String(row.rfm_r)} F${String(row.rfm_f)} M${String(row.rfm_m)}`}</span>}
                {!isEmpty(row.valued_on) && <span>{t("customer.asOf", { date: formats.date(String(row.valued_on)) })}</span>}
              </span>
            </div>
            <Figures object={object} row={row} purchases={portrait?.insight.rhythm.purchases ?? []} />
            {why && <p className="pt-2 text-text-2">{why}</p>}
            {danger && <p className="mt-1.5 rounded-control bg-warn-soft px-2 py-1 text-warn">{danger}</p>}
            {portrait?.held_out && <p className="pt-1.5 text-meta text-text-3">{t("customer.heldOut")}</p>}
          </>
        ) : (
          <p className="rounded-card border border-dashed border-line-strong px-4 py-3 text-text-2">{t("customer.notValued")}</p>
        )}
      </div>
      <NextSteps object={object} row={row} alerts={portrait?.alerts?.data ?? []} />
    </section>
  );
}

/** "High" alone would not say what is high. */
export function RiskTag({ object, row }: ExtraProps) {
  const naming = useNaming();
  const field = fieldOf(object, "risk");
  if (!field || typeof row.risk !== "string" || row.risk === "none") return null;
  return <Tag hue={hueOf(field.options?.find((option) => option.value === row.risk)?.color)}>{`${naming.field(field)} · ${naming.option(field, row.risk)}`}</Tag>;
}
