import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { ProblemState, SkeletonLines } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type About = {
  version: string;
  database: { kind: string; bytes: number; log_entries: number };
  disk: { free: number; total: number } | null;
  insight: { state: string; as_of: string | null; finished_at: string | null } | null;
  queues: { bulk_jobs: number; imports: number; waiting_writes: number };
  mail: { set_up: boolean; queued: number; failed: number };
  copy: { name: string; bytes: number } | null;
};

/** Less than this part of the disk is a reason to act. */
const TIGHT = 0.1;

export function About() {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({ queryKey: ["about"], queryFn: ({ signal }) => http.get<About>("/about", { signal }), refetchInterval: 10_000 });
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="p-6"><SkeletonLines count={8} /></div>;
  const tight = data.disk !== null && data.disk.free < data.disk.total * TIGHT;
  return (
    <SettingsFrame title={t("settings.sections.about")} hint={t("upkeep.about.hint")}>
      <dl className="flex flex-col">
        <Line name={t("upkeep.about.version")}>Guanxi {data.version}</Line>
        <Line name={t("upkeep.about.database")}>
          {data.database.kind}, {formats.bytes(data.database.bytes)}, {t("upkeep.about.entries", { count: data.database.log_entries, entries: formats.number(data.database.log_entries) })}
        </Line>
        {data.disk && (
          <Line name={t("upkeep.about.disk")} state={tight ? "bad" : "good"}>
            {t("upkeep.about.free", { free: formats.bytes(data.disk.free), total: formats.bytes(data.disk.total) })}
          </Line>
        )}
        <Line name={t("upkeep.about.insight")} state={data.insight?.state === "failed" ? "bad" : "good"}>
          {data.insight ? `${code("upkeep.about.runs", data.insight.state)}${data.insight.finished_at ? `, ${formats.dateTime(data.insight.finished_at)}` : ""}` : t("upkeep.about.never")}
        </Line>
        <Line name={t("upkeep.about.queues")}>
          {t("upkeep.about.queuesText", { jobs: formats.number(data.queues.bulk_jobs), imports: formats.number(data.queues.imports), writes: formats.number(data.queues.waiting_writes) })}
        </Line>
        <Line name={t("settings.sections.mail")} state={data.mail.failed > 0 ? "bad" : "good"}>
          <Link to="/settings/$section" params={{ section: "mail" }} className="text-accent-text hover:underline">
            {data.mail.set_up ? t("upkeep.about.mail", { queued: formats.number(data.mail.queued), failed: formats.number(data.mail.failed) }) : t("upkeep.about.noMail")}
          </Link>
        </Line>
        <Line name={t("upkeep.about.copy")} state={data.copy ? "good" : "bad"}>
          <Link to="/settings/$section" params={{ section: "backups" }} className="text-accent-text hover:underline">
            {data.copy ? `${data.copy.name}, ${formats.bytes(data.copy.bytes)}` : t("upkeep.about.noCopy")}
          </Link>
        </Line>
      </dl>
    </SettingsFrame>
  );
}

function Line({ name, state = "good", children }: { name: string; state?: "good" | "bad"; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 border-b border-line py-2">
      <dt className="w-44 shrink-0 text-text-2">{name}</dt>
      <dd className={state === "bad" ? "min-w-0 flex-1 text-danger" : "min-w-0 flex-1"}>{children}</dd>
    </div>
  );
}
