import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import type { Money } from "@/shared/format";
import { Button, IconButton, ProblemState, SkeletonLines } from "@/shared/ui";
import { Definition } from "../chart/FigureFrame";
import { type Branch, type Influencer, listOfBrought, type Ranking } from "../influence";

const FIRST = 20;

/** Who brings customers, by what those bring; each with the tree of whom he brought. */
export function InfluencePart({ customer }: { customer: ObjectMeta }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "influence"], queryFn: ({ signal }) => http.get<Ranking>("/insight/influence", { signal }) });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  return (
    <section aria-labelledby="influence-ranking" className="min-w-0">
      <div className="flex items-center gap-2">
        <h2 id="influence-ranking" className="text-title font-semibold">
          {t("insight.influence.title")}
        </h2>
        <Definition name="influence" title={t("insight.influence.title")} />
      </div>
      {data.top.length === 0 ? <p className="mt-3 rounded-card bg-hover px-3 py-4 text-text-2">{t("insight.influence.none")}</p> : <Ranked ranking={data} customer={customer} />}
    </section>
  );
}

function Ranked({ ranking, customer }: { ranking: Ranking; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const [all, setAll] = useState<"some" | "all">("some");
  const field = ranking.measure ? fieldOf(customer, ranking.measure) : undefined;
  const measure = field ? naming.field(field) : "";
  const share = ranking.worth && ranking.brought_worth && Number(ranking.worth.amount) > 0 ? Number(ranking.brought_worth.amount) / Number(ranking.worth.amount) : null;
  const shown = all === "all" ? ranking.top : ranking.top.slice(0, FIRST);
  const heads = [t("insight.influence.person"), t("insight.influence.direct"), t("insight.influence.downstream"), ...(field ? [t("insight.influence.credited"), t("insight.influence.own")] : [])];
  return (
    <>
      <p className="pb-1 text-text-2">
        {t("insight.influence.sum", { bringing: formats.number(ranking.bringing), brought: formats.number(ranking.brought), customers: formats.number(ranking.customers) })}
        {share !== null && ` ${t("insight.influence.share", { measure, share: formats.percent(share) })}`}
      </p>
      {ranking.in_loops > 0 && <p className="pb-1 text-warn">{t("insight.influence.loops", { count: ranking.in_loops })}</p>}
      <p className="pb-3 text-meta text-text-3">{field ? t("insight.influence.rule", { measure, part: formats.percent(ranking.decay) }) : t("insight.influence.byCount")}</p>
      <div className="overflow-auto rounded-card border border-line" tabIndex={-1}>
        <table className="w-full border-collapse tabular-nums">
          <caption className="sr-only">{t("insight.influence.title")}</caption>
          <thead>
            <tr className="border-b border-line text-text-2">
              {heads.map((head, place) => (
                <th key={head} scope="col" className={`px-3 py-1.5 font-normal ${place === 0 ? "text-left" : "text-right"}`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <Rows key={person.id} person={person} customer={customer} columns={heads.length} />
            ))}
          </tbody>
        </table>
      </div>
      {ranking.top.length > FIRST && all === "some" && (
        <Button look="quiet" onClick={() => setAll("all")}>
          {t("records.related.all", { count: ranking.top.length })}
        </Button>
      )}
    </>
  );
}

function Rows({ person, customer, columns }: { person: Influencer; customer: ObjectMeta; columns: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, setOpen] = useState<"open" | "closed">("closed");
  const tier = fieldOf(customer, "value_tier");
  const money = (amount: Money | null) => amount && <td className="px-3 py-1.5 text-right whitespace-nowrap">{formats.compactMoney(amount)}</td>;
  return (
    <>
      <tr className="border-b border-line">
        <th scope="row" className="px-3 py-1.5 text-left font-normal">
          <span className="flex min-w-40 items-center gap-1.5">
            <IconButton label={t(open === "open" ? "insight.influence.hideTree" : "insight.influence.showTree", { person: person.title })} aria-expanded={open === "open"} onClick={() => setOpen(open === "open" ? "closed" : "open")}>
              <ChevronRight className={`size-4 ${open === "open" ? "rotate-90" : ""}`} />
            </IconButton>
            <RecordLink reference={person} className="min-w-0 hover:underline" />
            {tier && person.value_tier && (
              <span className="shrink-0 text-meta">
                <Value field={tier} value={person.value_tier} place="cell" />
              </span>
            )}
          </span>
        </th>
        <td className="px-3 py-1.5 text-right">{listOfBrought(customer, person, formats.number(person.direct))}</td>
        <td className="px-3 py-1.5 text-right">{formats.number(person.downstream)}</td>
        {money(person.credited)}
        {money(person.own)}
      </tr>
      {open === "open" && (
        <tr className="border-b border-line">
          <td colSpan={columns} className="px-3 py-2">
            <Tree person={person} customer={customer} />
          </td>
        </tr>
      )}
    </>
  );
}

function Tree({ person, customer }: { person: Influencer; customer: ObjectMeta }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "influence", person.id], queryFn: ({ signal }) => http.get<{ below: Branch[]; brought: number }>(`/customers/${person.id}/referrals`, { signal }) });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={3} />;
  return (
    <div role="group" aria-label={t("insight.influence.tree", { person: person.title })}>
      <Twigs branches={data.below} customer={customer} />
    </div>
  );
}

function Twigs({ branches, customer }: { branches: Branch[]; customer: ObjectMeta }) {
  const formats = useFormats();
  const tier = fieldOf(customer, "value_tier");
  return (
    <ul className="border-l border-line-strong pl-4">
      {branches.map((branch) => (
        <li key={branch.id}>
          <span className="flex max-w-140 min-h-7 items-center gap-2">
            <RecordLink reference={branch} className="min-w-0 truncate hover:underline" />
            {tier && branch.value_tier && (
              <span className="shrink-0 text-meta">
                <Value field={tier} value={branch.value_tier} place="cell" />
              </span>
            )}
            {branch.clv_12m && <span className="ml-auto shrink-0 text-text-2">{formats.compactMoney(branch.clv_12m)}</span>}
          </span>
          {branch.below.length > 0 && <Twigs branches={branch.below} customer={customer} />}
        </li>
      ))}
    </ul>
  );
}
