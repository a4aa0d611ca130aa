import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog, useFormats, useNaming } from "@/metadata";
import { hueOf, Tag } from "@/shared/ui";
import { type Insight, TIERS } from "./insightQuery";

/** Who brings the money: the four tiers after Peppers and Rogers, each number opening its list. */
export function TierTiles({ insight }: { insight: Insight }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const customer = useCatalog().objects.customer;
  const field = customer ? fieldOf(customer, "value_tier") : undefined;
  if (!customer || !field) return null;
  return (
    <ul className="grid grid-cols-2 gap-2 lg:grid-cols-4 lg:gap-3">
      {TIERS.map((tier) => {
        const row = insight.tiers.find((candidate) => candidate.tier === tier);
        return (
          <li key={tier} className="min-w-0">
            <Link
              to="/objects/$plural"
              params={{ plural: customer.plural }}
              search={{ "filter[value_tier][in]": tier, sort: tier === "bz" ? "clv_12m" : "-clv_12m" }}
              className="flex h-full flex-col gap-0.5 rounded-card border border-line bg-panel p-3 hover:border-line-strong"
            >
              <span>
                <Tag hue={hueOf(field.options?.find((option) => option.value === tier)?.color)}>{naming.option(field, tier)}</Tag>
              </span>
              <span className="text-kpi font-semibold tabular-nums">{formats.number(row?.customers ?? 0)}</span>
              <span className="text-text-2 tabular-nums">
                {row?.margin_12m ? t("insight.tierMargin", { margin: formats.compactMoney(row.margin_12m), share: formats.percent(Number(row.share_margin ?? 0)) }) : t("insight.noMargin")}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
