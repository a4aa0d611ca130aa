import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useCatalog, useFormats, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import type { Money } from "@/shared/format";
import { ProblemState, SkeletonLines, Tag } from "@/shared/ui";
import { Definition } from "../chart/FigureFrame";
import { type Compared, type Effect, type KindEffect, verdictOf } from "../effect";

/** What happened with customers whose hints were offered, against those of whom nobody was told. */
function Shown({ alert }: { alert: ObjectMeta }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["insight", "effect"], queryFn: ({ signal }) => http.get<Effect>("/insight/effect", { signal }) });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={8} />;
  return (
    <>
      <section aria-labelledby="effect-answer" className="min-w-0">
        <div className="flex items-center gap-2">
          <h2 id="effect-answer" className="text-title font-semibold">
            {t("insight.effect.title")}
          </h2>
          <Definition name="effect" title={t("insight.effect.title")} />
        </div>
        <p className="pb-3 text-text-2">{t("insight.effect.hint", { weeks: data.weeks })}</p>
        <Answer effect={data} />
        <Groups effect={data} />
      </section>
      <Kinds kinds={data.kinds} alert={alert} />
    </>
  );
}

function Answer({ effect }: { effect: Effect }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [, offered, held] = effect.followed;
  const lines: string[] = [effect.share > 0 ? t("insight.effect.share", { share: formats.percent(effect.share) }) : t("insight.effect.off")];
  if (effect.waiting > 0) lines.push(t("insight.effect.waiting", { count: effect.waiting, shown: formats.number(effect.waiting), weeks: effect.weeks }));
  if (!effect.orders) {
    lines.unshift(t("insight.effect.tooFew", { need: effect.need, offered: formats.number(offered?.customers ?? 0), held: formats.number(held?.customers ?? 0) }));
  }
  if (effect.ratio && effect.ratio.p < 0.001) lines.push(t("insight.effect.ratio"));
  if (effect.enough) lines.push(t("insight.effect.enough", { customers: formats.number(effect.enough) }));
  return (
    <div className="flex flex-col gap-2 pb-4">
      {effect.orders && (
        <ComparedLine label={t("insight.effect.orders")} compared={effect.orders} text={(value) => formats.number(Math.round(Number(value) * 100) / 100)} />
      )}
      {effect.margin && <ComparedLine label={t("insight.effect.margin")} compared={effect.margin} text={(value) => formats.money(value as Money)} />}
      {lines.map((line) => (
        <p key={line} className="text-text-2">
          {line}
        </p>
      ))}
    </div>
  );
}

const HUE = { more: "green", less: "red", unclear: "gray" } as const;

function ComparedLine({ label, compared, text }: { label: string; compared: Compared; text: (value: number | Money) => string }) {
  const { t } = useTranslation();
  const verdict = verdictOf(compared);
  const between = ([low, high]: Compared["interval"]) => t("insight.effect.between", { low: text(low), high: text(high) });
  return (
    <div className="rounded-card border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{label}</span>
        <span className="text-title font-semibold tabular-nums">{text(compared.difference)}</span>
        <span className="text-text-2 tabular-nums">{between(compared.interval)}</span>
        <Tag hue={HUE[verdict]}>{t(`insight.effect.${verdict}`)}</Tag>
      </p>
      <p className="pt-1 text-meta text-text-2 tabular-nums">{t("insight.effect.adjusted", { difference: text(compared.adjusted), interval: between(compared.adjusted_interval) })}</p>
    </div>
  );
}

function Groups({ effect }: { effect: Effect }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const number = (value: number | null) => (value === null ? "–" : formats.number(Math.round(value * 100) / 100));
  const heads = [t("insight.effect.group"), t("insight.effect.customers"), t("insight.effect.ordersBefore"), t("insight.effect.ordersAfter"), t("insight.effect.marginAfter")];
  const rows = effect.followed.map((group) => [t(`insight.effect.groups.${group.group}`), formats.number(group.customers), number(group.orders_before), number(group.orders), group.margin ? formats.money(group.margin) : "–"]);
  return (
    <>
      <Table caption={t("insight.effect.title")} heads={heads} rows={rows} />
      <p className="pt-2 text-text-2">{t("insight.effect.chosen")}</p>
    </>
  );
}

function Kinds({ kinds, alert }: { kinds: KindEffect[]; alert: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const field = fieldOf(alert, "kind");
  const number = (value: number | null) => (value === null ? "–" : formats.number(Math.round(value * 100) / 100));
  const heads = (["kind", "offered", "acted", "dismissed", "held", "ordersActed", "ordersOffered", "ordersHeld"] as const).map((head) => t(`insight.effect.${head}`));
  const rows = kinds.map((one) => [field ? naming.option(field, one.kind) : one.kind, ...[one.offered, one.acted, one.dismissed, one.held_out].map((count) => formats.number(count)), ...[one.orders_acted, one.orders_offered, one.orders_held_out].map(number)]);
  return (
    <section aria-labelledby="effect-kinds" className="min-w-0">
      <h2 id="effect-kinds" className="pb-2 text-title font-semibold">
        {t("insight.effect.kinds")}
      </h2>
      {rows.length === 0 ? <p className="rounded-card bg-hover px-3 py-4 text-text-2">{t("insight.effect.noKinds")}</p> : <Table caption={t("insight.effect.kinds")} heads={heads} rows={rows} />}
    </section>
  );
}

function Table({ caption, heads, rows }: { caption: string; heads: string[]; rows: string[][] }) {
  return (
    <div className="overflow-auto rounded-card border border-line" tabIndex={-1}>
      <table className="w-full border-collapse tabular-nums">
        <caption className="sr-only">{caption}</caption>
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
          {rows.map((row) => (
            <tr key={row[0]} className="border-b border-line last:border-0">
              {row.map((cell, place) =>
                place === 0 ? (
                  <th key={place} scope="row" className="px-3 py-1.5 text-left font-normal">
                    {cell}
                  </th>
                ) : (
                  <td key={place} className="px-3 py-1.5 text-right whitespace-nowrap">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Nothing where this person may not see alerts at all. */
export function EffectPart() {
  const alert = useCatalog().objects.alert;
  const { t } = useTranslation();
  return alert ? <Shown alert={alert} /> : <p className="text-text-2">{t("insight.tooLittle")}</p>;
}
