import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { fieldOf, type FieldValue, isEmpty, localizedText, useNaming } from "@/metadata";
import type { ExtraProps } from "@/records";
import { RiskTag } from "./CustomerTop";
import { Figures } from "./Figures";
import { RhythmStrip } from "./RhythmStrip";
import { usePortrait } from "./portrait";

/** In the panel beside a list: what he is worth, why, and whether he is leaving. */
export function InsightCard({ object, row }: ExtraProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { data: portrait } = usePortrait(row.id);
  if (isEmpty(row.value_tier)) return <p className="mb-4 rounded-card border border-dashed border-line-strong px-4 py-3 text-text-2">{t("customer.notValued")}</p>;
  const tier = fieldOf(object, "value_tier");
  const why = localizedText(row.value_reason as FieldValue, naming.language);
  const danger = row.risk === "none" ? "" : localizedText(row.risk_reason as FieldValue, naming.language);
  const rhythm = portrait?.insight.rhythm;
  return (
    <section aria-label={t("customer.insight")} className="mb-3 rounded-card border border-line">
      <div className="flex flex-wrap items-center gap-2 px-3 pt-2.5">
        {tier && <Value field={tier} value={row.value_tier} place="cell" />}
        <RiskTag object={object} row={row} />
      </div>
      <div className="px-3 py-2.5">
        <Figures object={object} row={row} purchases={rhythm?.purchases ?? []} only={["clv_12m", "margin_12m", "p_alive", "next_order_on"]} />
      </div>
      {why && <p className="border-t border-line px-3 py-2 text-text-2">{why}</p>}
      {danger && <p className="border-t border-line bg-warn-soft px-3 py-2 text-warn">{danger}</p>}
      {rhythm && rhythm.purchases.length > 0 && (
        <div className="border-t border-line px-3 py-2">
          <RhythmStrip rhythm={rhythm} />
        </div>
      )}
    </section>
  );
}
