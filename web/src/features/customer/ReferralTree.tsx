import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { asMoney, can, fieldOf, type ObjectMeta, recordTitle, useFormats, useNaming } from "@/metadata";
import { askToCreate, type ExtraProps } from "@/records";
import type { Money } from "@/shared/format";
import { Button, Explain, IconButton } from "@/shared/ui";
import { Part } from "./Part";
import type { Acquaintance, Branch, Referrals } from "./portrait";

const SHOWN = 8;

/** Who brought him and whom he brought, as one small tree with what each is worth. */
export function ReferralTree({ object, row, referrals }: ExtraProps & { referrals: Referrals }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const [all, setAll] = useState<"some" | "all">("some");
  const { above, below, brought, worth, credited } = referrals;
  const name = recordTitle(object, row, naming.language);
  const add = can(object, "create") && fieldOf(object, "referred_by") && (
    <IconButton label={t("customer.referral.add")} onClick={() => askToCreate("customer", { referred_by: { id: row.id, object: "customer", title: name } }, "stay")}>
      <Plus className="size-4" />
    </IconButton>
  );
  const shown = all === "all" ? below : below.slice(0, SHOWN);
  return (
    <Part title={t("customer.referral.label")} count={brought} action={add}>
      {above.length === 0 && brought === 0 && <p className="text-text-3">{t("customer.referral.none")}</p>}
      {brought > 0 && (
        <p className="pb-1 text-text-2">
          {t("customer.referral.brought", { count: brought })}
          {worth && (
            <>
              {" · "}
              <Explain
                title={t("customer.referral.worth")}
                lines={[
                  { label: t("customer.explain.what"), text: t("customer.referral.worthWhat") },
                  { label: t("customer.explain.source"), text: t("customer.referral.worthSource", { count: brought }) },
                ]}
              >
                <span className="font-medium text-text tabular-nums">{formats.compactMoney(worth)}</span>
              </Explain>
            </>
          )}
          {credited && (
            <>
              {" · "}
              <Explain title={t("customer.referral.credited")} lines={[{ label: t("customer.explain.what"), text: t("customer.referral.creditedWhat") }]}>
                <span className="font-medium text-text tabular-nums">{formats.compactMoney(credited)}</span>
              </Explain>{" "}
              {t("customer.referral.credited")}
            </>
          )}
        </p>
      )}
      {(above.length > 0 || brought > 0) && (
        <ol aria-label={t("customer.referral.label")}>
          {above.toReversed().map((person, depth) => (
            <Twig key={person.id} depth={depth}>
              <Person object={object} person={person} />
            </Twig>
          ))}
          <Twig depth={above.length}>
            <span className="min-w-0 flex-1 truncate font-semibold" aria-current="true">
              {name}
            </span>
            <Worth value={asMoney(row.clv_12m)} />
          </Twig>
          {shown.map((branch) => (
            <BranchLines key={branch.id} object={object} branch={branch} depth={above.length + 1} />
          ))}
        </ol>
      )}
      {below.length > SHOWN && all === "some" && (
        <Button look="quiet" onClick={() => setAll("all")}>
          {t("records.related.all", { count: below.length })}
        </Button>
      )}
    </Part>
  );
}

function BranchLines({ object, branch, depth }: { object: ObjectMeta; branch: Branch; depth: number }) {
  return (
    <>
      <Twig depth={depth}>
        <Person object={object} person={branch} />
      </Twig>
      {branch.below.map((next) => (
        <BranchLines key={next.id} object={object} branch={next} depth={depth + 1} />
      ))}
    </>
  );
}

function Twig({ depth, children }: { depth: number; children: React.ReactNode }) {
  return (
    <li className="flex min-h-7 items-center gap-2" style={{ paddingInlineStart: `${Math.min(depth, 7) * 14}px` }}>
      {depth > 0 && <span aria-hidden className="-mt-3 h-3.5 w-2 shrink-0 rounded-bl-tag border-b border-l border-line-strong" />}
      {children}
    </li>
  );
}

function Person({ object, person }: { object: ObjectMeta; person: Acquaintance }) {
  const tier = fieldOf(object, "value_tier");
  return (
    <>
      <RecordLink reference={person} className="min-w-0 truncate hover:underline" />
      {tier && person.value_tier && (
        <span className="shrink-0 text-meta">
          <Value field={tier} value={person.value_tier} place="cell" />
        </span>
      )}
      <Worth value={person.clv_12m} />
    </>
  );
}

function Worth({ value }: { value: Money | null }) {
  const formats = useFormats();
  return value ? <span className="ml-auto shrink-0 text-text-2 tabular-nums">{formats.compactMoney(value)}</span> : null;
}
