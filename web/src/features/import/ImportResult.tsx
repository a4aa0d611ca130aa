import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Ban, CircleAlert, CircleCheck, Download, RotateCcw, Sparkles } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useFormats, useNaming } from "@/metadata";
import { API, http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Confirm, toast } from "@/shared/ui";
import { type Import, importQuery } from "./imports";

export function ImportResult({ run }: { run: Import }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const formats = useFormats();
  const [confirming, setConfirming] = useState(false);
  const [state, setState] = useState<"idle" | "busy">("idle");
  useEffect(() => {
    for (const key of ["records", "aggregate", "insight"]) void client.invalidateQueries({ queryKey: [key] });
  }, [client, run.state]);
  const attempt = async (work: () => Promise<unknown>) => {
    setState("busy");
    try {
      await work();
      await client.invalidateQueries({ queryKey: importQuery(run.id).queryKey });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setState("idle");
      setConfirming(false);
    }
  };
  const whoMatters = () =>
    void attempt(async () => {
      await http.post("/insight/run", {});
      await client.invalidateQueries({ queryKey: ["insight"] });
      await navigate({ to: "/insight" });
    });
  const brought = (run.summary?.imported ?? 0) > 0;
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-5 px-4 py-10">
      <Verdict run={run} />
      {run.summary && <Counts run={run} />}
      <div className="flex flex-wrap gap-2">
        {run.state === "done" && !run.dry_run && brought && (
          <Button look="primary" size="form" state={state} onClick={whoMatters}>
            <Sparkles aria-hidden className="size-4" />
            {t("import.whoMatters")}
          </Button>
        )}
        {run.state === "done" && run.dry_run && brought && (
          <Button look="primary" size="form" state={state} onClick={() => void attempt(() => http.post(`/imports/${run.id}/start`, {}))}>
            <CircleCheck aria-hidden className="size-4" />
            {t("import.forReal", { rows: formats.number(run.summary?.imported ?? 0) })}
          </Button>
        )}
        {run.summary && run.summary.refused > 0 && (
          <a href={`${API}/imports/${run.id}/errors`} download className="inline-flex h-8 items-center gap-1.5 rounded-control border border-line-strong bg-panel px-3.5 font-medium hover:bg-hover">
            <Download aria-hidden className="size-4" />
            {t("import.errorFile")}
          </a>
        )}
        {(run.state === "done" || run.state === "cancelled" || run.state === "failed") && !run.dry_run && brought && (
          <Button size="form" onClick={() => setConfirming(true)}>
            <RotateCcw aria-hidden className="size-4" />
            {t("import.undo")}
          </Button>
        )}
      </div>
      <Link to="/imports" className="text-accent-text hover:underline">
        {t("import.history")}
      </Link>
      {confirming && (
        <Confirm title={t("import.undoTitle")} confirm={t("import.undo")} state={state} onClose={() => setConfirming(false)} onConfirm={() => void attempt(() => undo(run))}>
          {t("import.undoText")}
        </Confirm>
      )}
    </div>
  );
}

function Verdict({ run }: { run: Import }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const line = (icon: React.ReactNode, text: string) => (
    <p className="flex items-center gap-2.5 text-record font-semibold [&>svg]:size-6 [&>svg]:shrink-0" role="status">
      {icon}
      {text}
    </p>
  );
  switch (run.state) {
    case "done":
      return line(<CircleCheck aria-hidden className="text-good" />, run.dry_run ? t("import.dryDone") : t("import.done"));
    case "failed":
      return (
        <div>
          {line(<CircleAlert aria-hidden className="text-danger" />, t("import.failed"))}
          {run.error && <p className="pt-1 text-text-2">{code("errors.field", run.error.code, run.error.params ?? {}, code("errors", run.error.code))}</p>}
        </div>
      );
    case "cancelled":
      return line(<Ban aria-hidden className="text-text-3" />, t("import.cancelled"));
    case "undone":
      return line(<RotateCcw aria-hidden className="text-text-3" />, t("import.undone"));
    case "preview":
    case "queued":
    case "running":
      return null;
    default:
      return run.state satisfies never;
  }
}

function Counts({ run }: { run: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const catalog = useCatalog();
  const { summary } = run;
  if (!summary) return null;
  const changes = (counts: Record<string, number>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => ({ name, count, object: catalog.objects[name] }));
  const created = changes(summary.created);
  const updated = changes(summary.updated);
  return (
    <>
      <dl className="grid grid-cols-3 gap-2">
        {(["rows", "imported", "refused"] as const).map((name) => (
          <div key={name} className="rounded-card border border-line p-3">
            <dt className="text-text-2">{t(`import.counts.${name}`)}</dt>
            <dd className="text-kpi font-semibold tabular-nums">{formats.number(summary[name])}</dd>
          </div>
        ))}
      </dl>
      {[
        { title: run.dry_run ? t("import.wouldCreate") : t("import.created"), rows: created, when: "created_at" },
        { title: run.dry_run ? t("import.wouldUpdate") : t("import.updated"), rows: updated, when: "updated_at" },
      ].map(
        ({ title, rows, when }) =>
          rows.length > 0 && (
            <div key={title}>
              <h2 className="pb-1 text-text-2">{title}</h2>
              <ul className="flex flex-wrap gap-x-5 gap-y-1">
                {rows.map(({ name, count, object }) => (
                  <li key={name} className="tabular-nums">
                    {object && !run.dry_run ? (
                      <Link to="/objects/$plural" params={{ plural: object.plural }} search={cameIn(run, when)} className="text-accent-text underline underline-offset-2">
                        {naming.many(object)}
                      </Link>
                    ) : (
                      <span>{object ? naming.many(object) : name}</span>
                    )}{" "}
                    {formats.number(count)}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}

/** What was written while the import ran, by whoever ran it. */
function cameIn(run: Import, when: string): Record<string, string> {
  if (!run.started_at || !run.finished_at) return {};
  return { [`filter[${when}][between]`]: `${run.started_at},${run.finished_at}`, [`filter[${when === "created_at" ? "created_by" : "updated_by"}][eq]`]: "me" };
}

const LOOK_MS = 500;
const RESTING_LOOKS = 6;

/** Taking back goes on behind the answer; comes back when it is done, or when nothing moves any more. */
async function undo(run: Import): Promise<void> {
  await http.post(`/imports/${run.id}/undo`);
  for (let resting = 0; resting < RESTING_LOOKS; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = await http.get<Import>(`/imports/${run.id}`);
    if (now.state !== run.state) return;
    resting = now.progress?.rate ? 0 : resting + 1;
  }
}
