import { useQuery } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChooseFileButton } from "@/shared/files/ChooseFileButton";
import { useInsight } from "@/insight/insightQuery";
import { TourOffer } from "@/features/guide/TourOffer";
import { RunButton } from "@/insight/RunButton";
import { TierTiles } from "@/insight/TierTiles";
import { type RecordRow, useCatalog, useFormats } from "@/metadata";
import { http, useFirstWait } from "@/shared/api";
import { today } from "@/shared/format";
import { EmptyState, Segmented, Skeleton, SkeletonLines } from "@/shared/ui";
import { AlertList } from "./AlertList";
import { useOpenAlerts, type Whose } from "./alerts";
import { MyTasks } from "./MyTasks";
import { MyWeek, useWeek } from "./MyWeek";
import { TeamView, useTeam } from "./TeamView";

/** What to do and why, the dearest first. It appears in one piece: nothing that is read already is pushed away by what comes later. */
export function TodayPage() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const formats = useFormats();
  const insight = useInsight();
  const customers = useAny("any", {});
  const own = useAny("any of mine", { "filter[owner][eq]": catalog.me.id });
  const start: Whose = own.data?.data.length === 0 ? "all" : "mine";
  const waiting = useFirstWait([insight, customers, own, useOpenAlerts(start), useTeam(), useWeek()]);
  const empty = customers.data?.data.length === 0;
  return (
    <div className="h-full overflow-auto" tabIndex={-1}>
      <div className="mx-auto flex max-w-280 flex-col gap-6 px-4 py-5 md:px-6">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-record font-semibold">{t(`today.greetings.${partOfDay()}`, { name: catalog.me.name })}</h1>
          <span className="text-text-2">{formats.date(today(catalog.company.time_zone))}</span>
        </header>
        {waiting ? (
          <Waiting />
        ) : (
          <>
            <TourOffer />
            {empty && <Welcome />}
            {!empty && insight.data && (insight.data.last ? <TierTiles insight={insight.data} /> : <FirstRun />)}
            {!empty && <Desk start={start} />}
          </>
        )}
      </div>
    </div>
  );
}

function useAny(name: string, filter: Record<string, string>) {
  const { customer } = useCatalog().objects;
  return useQuery({
    queryKey: ["records", "customer", name],
    enabled: customer !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${customer?.plural ?? "customers"}`, { query: { limit: 1, fields: "name", ...filter }, signal }),
  });
}

function Waiting() {
  return (
    <>
      <div className="grid grid-cols-2 gap-2 lg:grid-cols-4 lg:gap-3">
        {[1, 2, 3, 4].map((tile) => (
          <div key={tile} className="flex h-26 flex-col justify-between rounded-card border border-line p-4">
            <Skeleton className="w-1/2" />
            <Skeleton className="w-1/4" />
            <Skeleton className="w-3/4" />
          </div>
        ))}
      </div>
      <SkeletonLines count={8} />
    </>
  );
}

/** One's own day, and for who leads others also theirs. */
function Desk({ start }: { start: Whose }) {
  const { t } = useTranslation();
  const { me } = useCatalog();
  const { data: team } = useTeam();
  const [whose, setWhose] = useState<"me" | "team">("me");
  const leads = (team?.people.filter((person) => person.id !== null && person.id !== me.id).length ?? 0) > 0;
  return (
    <>
      {leads && (
        <span>
          <Segmented
            label={t("today.desk")}
            value={whose}
            onChange={setWhose}
            options={[
              { value: "me", label: t("today.myDay") },
              { value: "team", label: t("today.team.title") },
            ]}
          />
        </span>
      )}
      {whose === "team" ? (
        <TeamView />
      ) : (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_320px]">
          <AlertList start={start} />
          <div className="flex min-w-0 flex-col gap-6">
            <MyWeek />
            <MyTasks />
          </div>
        </div>
      )}
    </>
  );
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <EmptyState className="rounded-dialog border border-dashed border-line-strong py-20" icon={<FileSpreadsheet />} title={t("today.welcome")} action={<ChooseFileButton look="primary" />}>
      {t("today.welcomeHint")}
    </EmptyState>
  );
}

function FirstRun() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card border border-line p-4">
      <p className="min-w-0 flex-1 basis-60">{t("today.firstRun")}</p>
      <RunButton look="primary" />
    </div>
  );
}

function partOfDay(): "morning" | "afternoon" | "evening" {
  const hour = new Date().getHours();
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}
