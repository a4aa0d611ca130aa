import { useTranslation } from "react-i18next";
import { useCatalog } from "@/metadata";
import type { ExtraProps } from "@/records";
import { today } from "@/shared/format";
import { ProblemState, SkeletonLines } from "@/shared/ui";
import { Contacts, Relationships } from "./Circle";
import { OpenWork } from "./OpenWork";
import { Part } from "./Part";
import { Preferences } from "./Preferences";
import { Purchases } from "./Purchases";
import { ReferralTree } from "./ReferralTree";
import { RhythmStrip } from "./RhythmStrip";
import { usePortrait } from "./portrait";
import { ValueOverTime } from "./ValueOverTime";

/** How his value went, what is open, what he likes, what he bought, whom he knows. */
export function CustomerSide({ object, row }: ExtraProps) {
  const { t } = useTranslation();
  const zone = useCatalog().company.time_zone;
  const { data: portrait, error, refetch } = usePortrait(row.id);
  if (error && !portrait) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!portrait) return <SkeletonLines count={12} />;
  const { rhythm } = portrait.insight;
  return (
    <div className="flex flex-col gap-5 pb-5">
      {(portrait.months.length > 0 || rhythm.purchases.length > 0) && (
        <Part title={t("customer.value.label")}>
          <div className="flex flex-col gap-3">
            <ValueOverTime months={portrait.months} points={portrait.history} now={today(zone)} />
            {rhythm.purchases.length > 0 && <RhythmStrip rhythm={rhythm} />}
          </div>
        </Part>
      )}
      <OpenWork object={object} row={row} portrait={portrait} />
      <Preferences object={object} row={row} listed={portrait.preferences} />
      <Purchases row={row} portrait={portrait} />
      <ReferralTree object={object} row={row} referrals={portrait.referrals} />
      <Contacts object={object} row={row} listed={portrait.contacts} people={portrait.people} />
      <Relationships object={object} row={row} listed={portrait.relationships} />
    </div>
  );
}
