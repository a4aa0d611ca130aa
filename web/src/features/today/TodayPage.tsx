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
import { http } from "@/shared/api";
import { today } from "@/shared/format";
import { EmptyState, Segmented, SkeletonLines } from "@/shared/ui";
import { AlertList } from "./AlertList";
import { MyTasks } from "./MyTasks";
import { MyWeek } from "./MyWeek";
import { TeamView, useTeam } from "./TeamView";

/** What to do and why, the dearest first. */
export function TodayPage() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const formats = useFormats();
  const { customer } = catalog.objects;
  const { data: insight } = useInsight();
  const customers = useQuery({
    queryKey: ["records", "customer", "any"],
    enabled: customer !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${customer?.plural ?? "customers"}`, { query: { limit: 1, fields: "name" }, signal }),
  });
  const empty = customers.data?.data.length === 0;
  return (
    <div className="h-full overflow-auto" tabIndex={-1}>
      <div className="mx-auto flex max-w-280 flex-col gap-6 px-4 py-5 md:px-6">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-record font-semibold">{t(`today.greetings.${partOfDay()}`, { name: catalog.me.name })}</h1>
          <span className="text-text-2">{formats.date(today(catalog.company.time_zone))}</span>
        </header>
        {customers.data && <TourOffer />}
        {customers.isPending && <SkeletonLines count={8} />}
        {empty && <Welcome />}
        {customers.data && !empty && (
          <>
            {insight?.last ? <TierTiles insight={insight} /> : insight && <FirstRun />}
            <Desk />
          </>
        )}
      </div>
    </div>
  );
}

/** One's own day, and for who leads others also theirs. */
function Desk() {
  const { t } = useTranslation();
  const { me } = useCatalog();
  const { data: team } = useTeam();
  const [whose, setWhose] = useState<"me" | "team">("me");
  const own = useQuery({
    queryKey: ["records", "customer", "any of mine"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/customers", { query: { limit: 1, fields: "name", "filter[owner][eq]": me.id }, signal }),
  });
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
          {own.isPending ? <SkeletonLines count={8} /> : <AlertList start={own.data && own.data.data.length === 0 ? "all" : "mine"} />}
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
