import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, ProgressBar, toast } from "@/shared/ui";
import { type Import, importQuery } from "./imports";

export function ImportProgress({ run }: { run: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const done = run.progress?.done ?? 0;
  const total = run.progress?.total || run.rows || 1;
  const cancel = async () => {
    try {
      await http.post(`/imports/${run.id}/cancel`);
      await client.invalidateQueries({ queryKey: importQuery(run.id).queryKey });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <div className="mx-auto flex max-w-130 flex-col gap-4 px-4 py-16" aria-live="polite">
      <p className="text-record font-semibold">{run.state === "queued" ? t("import.waiting") : t("import.going")}</p>
      <ProgressBar share={done / total} label={t("import.going")} />
      <p className="flex flex-wrap gap-x-4 text-text-2 tabular-nums">
        <span>{t("import.rowsDone", { done: formats.number(done), total: formats.number(total) })}</span>
        {run.progress?.rate ? <span>{t("import.rate", { rate: formats.number(run.progress.rate, 0) })}</span> : null}
        {run.progress?.seconds_left ? <span>{t("import.left", { time: formats.duration(run.progress.seconds_left) })}</span> : null}
      </p>
      <p className="text-text-3">{t("import.mayLeave")}</p>
      <Button className="self-start" onClick={() => void cancel()}>
        {t("general.cancel")}
      </Button>
    </div>
  );
}
