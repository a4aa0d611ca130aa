import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { API, http, useProblemText } from "@/shared/api";
import { Button, Confirm, ProblemState, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type Backup = { name: string; bytes: number; made_at: string | null };

export function Backups() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [doomed, setDoomed] = useState<Backup | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["backups"], queryFn: ({ signal }) => http.get<{ data: Backup[] }>("/backups", { signal }) });
  const attempt = async (what: () => Promise<unknown>, done: string) => {
    setState("busy");
    try {
      await what();
      toast(done);
      await client.invalidateQueries({ queryKey: ["backups"] });
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  const remove = async (backup: Backup) => {
    setDoomed(null);
    await attempt(() => http.delete(`/backups/${backup.name}`), t("upkeep.backups.removed"));
  };
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsFrame
      title={t("settings.sections.backups")}
      hint={t("upkeep.backups.hint")}
      action={
        <Button look="primary" state={state} onClick={() => void attempt(() => http.post("/backups"), t("upkeep.backups.made"))}>
          {t("upkeep.backups.make")}
        </Button>
      }
    >
      {!data && <SkeletonLines count={3} />}
      {data?.data.length === 0 && <p className="text-text-3">{t("upkeep.backups.none")}</p>}
      <ul className="flex flex-col">
        {data?.data.map((backup) => (
          <li key={backup.name} className="flex flex-wrap items-center gap-x-3 border-b border-line py-2">
            <span className="font-medium">{backup.made_at ? formats.dateTime(backup.made_at) : backup.name}</span>
            <span className="text-text-2">{formats.bytes(backup.bytes)}</span>
            <span className="text-meta text-text-3">{backup.name}</span>
            <span className="ml-auto flex items-center gap-1">
              <a className="button button-quiet" href={`${API}/backups/${backup.name}`} download={backup.name}>
                <Download aria-hidden className="size-4" />
                {t("upkeep.backups.download")}
              </a>
              <Button look="quiet" onClick={() => setDoomed(backup)}>
                {t("general.delete")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <section className="flex flex-col gap-2 border-t border-line pt-5">
        <h2 className="text-title font-semibold">{t("upkeep.backups.restore")}</h2>
        <p className="text-text-2">{t("upkeep.backups.restoreHint")}</p>
        <code className="block rounded-control bg-hover p-3 break-all select-all">guanxi restore guanxi-….zip --data NEW_FOLDER</code>
        <p className="text-meta text-text-3">{t("upkeep.backups.key")}</p>
      </section>
      {doomed && (
        <Confirm title={t("upkeep.backups.removeTitle")} confirm={t("general.delete")} onConfirm={() => void remove(doomed)} onClose={() => setDoomed(null)}>
          {doomed.name}
        </Confirm>
      )}
    </SettingsFrame>
  );
}
