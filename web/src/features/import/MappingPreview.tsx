import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, classes, Input, Labelled, Select, toast } from "@/shared/ui";
import { type Import, type ImportColumn, importQuery, mapOf, type ImportPlan } from "./imports";

const SURE = 0.75;

/** What files from Chinese and Western offices come in. */
const ENCODINGS = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "windows-1252"];

/** What the program has understood of the file, for a person to correct before anything is written. */
export function MappingPreview({ run }: { run: Import }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const catalog = useCatalog();
  const naming = useNaming();
  const formats = useFormats();
  const problemText = useProblemText();
  const [plan, setPlan] = useState<ImportPlan>(() => ({ as: run.as, map: mapOf(run.columns), key: run.key, dry_run: false }));
  const [state, setState] = useState<"idle" | "busy">("idle");
  const targetName = (name: string) => {
    const target = run.targets.find((candidate) => candidate.name === name);
    return target ? naming.labels(target.labels, name) : name;
  };
  const used = new Set(Object.values(plan.map).filter((target) => target !== null));
  const missing = run.targets.filter((target) => target.required && !used.has(target.name));
  const wrongCells = run.columns.reduce((sum, column) => sum + column.problems, 0);

  const attempt = async (path: string, body: object) => {
    setState("busy");
    try {
      const fresh = await http.post<Import>(`/imports/${run.id}/${path}`, body);
      client.setQueryData(importQuery(run.id).queryKey, fresh);
      if (fresh.state === "preview") setPlan((current) => ({ ...current, as: fresh.as, map: mapOf(fresh.columns), key: fresh.key }));
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  const again = (change: Partial<ImportPlan>) => void attempt("preview", { as: plan.as, map: plan.map, key: plan.key ?? "", ...change });
  const assign = (column: ImportColumn, target: string | null) => {
    const map = { ...plan.map, [String(column.index)]: target };
    setPlan({ ...plan, map });
    again({ map });
  };
  const objects = Object.values(catalog.objects).filter((object) => can(object, "create") && (object.access === "owned" || object.access === "shared" || object.access === "parent"));

  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-col gap-4 p-4">
        <p className="text-text-2">{t("import.understood", { rows: formats.number(run.rows), columns: formats.number(run.columns.length), encoding: run.encoding ?? "–", size: formats.bytes(run.size) })}</p>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Labelled label={t("import.as")}>
            {(wiring) => (
              <Select {...wiring} value={plan.as} onChange={(event) => void attempt("preview", { as: event.target.value })}>
                <option value="orders">{t("import.asOrders")}</option>
                {objects.map((object) => (
                  <option key={object.name} value={object.name}>
                    {naming.many(object)}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
          {run.sheets && run.sheets.length > 1 && (
            <Labelled label={t("import.sheet")}>
              {(wiring) => (
                <Select {...wiring} value={run.sheet ?? ""} onChange={(event) => void attempt("preview", { as: plan.as, sheet: event.target.value })}>
                  {run.sheets?.map((sheet) => (
                    <option key={sheet} value={sheet}>
                      {sheet}
                    </option>
                  ))}
                </Select>
              )}
            </Labelled>
          )}
          {run.encoding && run.delimiter && (
            <Labelled label={t("import.encoding")}>
              {(wiring) => (
                <Select {...wiring} value={run.encoding ?? ""} onChange={(event) => void attempt("preview", { as: plan.as, encoding: event.target.value })}>
                  {[...new Set([run.encoding ?? "", ...ENCODINGS])].map((encoding) => (
                    <option key={encoding} value={encoding}>
                      {encoding}
                    </option>
                  ))}
                </Select>
              )}
            </Labelled>
          )}
          <Labelled label={t("import.headerRow")}>
            {(wiring) => (
              <Input
                {...wiring}
                type="number"
                min={1}
                defaultValue={run.header_row ?? 1}
                onBlur={(event) => {
                  const row = Number(event.target.value);
                  if (row !== run.header_row && row > 0) void attempt("preview", { as: plan.as, header_row: row });
                }}
              />
            )}
          </Labelled>
          <Labelled label={t("import.key")}>
            {(wiring) => (
              <Select {...wiring} value={plan.key ?? ""} onChange={(event) => again({ key: event.target.value })}>
                <option value="">{t("import.noKey")}</option>
                {[...used].map((name) => (
                  <option key={name} value={name}>
                    {targetName(name)}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
        </div>
        {missing.length > 0 && (
          <p role="alert" className="flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-warn">
            <CircleAlert aria-hidden className="size-4 shrink-0" />
            {t("import.missing", { fields: formats.list(missing.map((target) => targetName(target.name))) })}
          </p>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-x-auto border-y border-line" tabIndex={-1}>
        <table className="border-collapse">
          <caption className="sr-only">{t("import.previewCaption")}</caption>
          <thead>
            <tr>
              <th scope="col" className="border-r border-b border-line bg-bg px-2 text-right text-meta font-normal text-text-3">
                #
              </th>
              {run.columns.map((column) => (
                <ColumnHead key={column.index} column={column} run={run} target={plan.map[String(column.index)] ?? null} used={used} onAssign={(target) => assign(column, target)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {run.preview.map((line) => (
              <tr key={line.row}>
                <td className="border-r border-b border-line bg-bg px-2 text-right text-meta text-text-3 tabular-nums">{line.row}</td>
                {run.columns.map((column, place) => (
                  <PreviewCell key={column.index} text={line.cells[place] ?? ""} problem={line.problems.find((problem) => problem.column === column.index)} mapped={plan.map[String(column.index)] ? "mapped" : "left out"} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 bg-panel p-4">
        <span className="mr-auto text-text-2">{wrongCells > 0 ? t("import.problemCells", { count: wrongCells }) : t("import.noProblems")}</span>
        <Button size="form" state={state} disabled={missing.length > 0} onClick={() => void attempt("start", { ...plan, key: plan.key ?? "", dry_run: true })}>
          {t("import.dryRun")}
        </Button>
        <Button look="primary" size="form" state={state} disabled={missing.length > 0} onClick={() => void attempt("start", { ...plan, key: plan.key ?? "", dry_run: false })}>
          {t("import.start", { rows: formats.number(run.rows) })}
        </Button>
      </div>
    </div>
  );
}

type ColumnHeadProps = { column: ImportColumn; run: Import; target: string | null; used: Set<string>; onAssign: (target: string | null) => void };

function ColumnHead({ column, run, target, used, onAssign }: ColumnHeadProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  return (
    <th scope="col" className="min-w-44 border-r border-b border-line bg-bg p-2 text-left align-top font-normal">
      <span className="flex items-center gap-1.5 pb-1">
        <Confidence column={column} target={target} />
        <span className="truncate font-medium">{column.header || t("import.column", { number: column.index + 1 })}</span>
        {target && target === column.target && column.confidence < 1 && <span className="ml-auto text-meta text-text-3 tabular-nums">{formats.percent(column.confidence)}</span>}
      </span>
      <Select aria-label={t("import.target", { column: column.header })} value={target ?? ""} onChange={(event) => onAssign(event.target.value || null)} className={classes(!target && "text-text-3")}>
        <option value="">{t("import.leaveOut")}</option>
        {run.targets.map((candidate) => (
          <option key={candidate.name} value={candidate.name} disabled={used.has(candidate.name) && candidate.name !== target}>
            {naming.labels(candidate.labels, candidate.name)}
            {candidate.required ? " *" : ""}
          </option>
        ))}
      </Select>
    </th>
  );
}

function Confidence({ column, target }: { column: ImportColumn; target: string | null }) {
  const { t } = useTranslation();
  if (!target) return <CircleHelp aria-label={t("import.leftOut")} className="size-3.5 shrink-0 text-text-3" />;
  if (column.problems > 0) return <CircleAlert aria-label={t("import.hasProblems", { count: column.problems })} className="size-3.5 shrink-0 text-danger" />;
  if (target !== column.target || column.confidence >= SURE) return <CircleCheck aria-label={t("import.sure")} className="size-3.5 shrink-0 text-good" />;
  return <CircleHelp aria-label={t("import.guessed")} className="size-3.5 shrink-0 text-warn" />;
}

type PreviewCellProps = { text: string; problem: Import["preview"][number]["problems"][number] | undefined; mapped: "mapped" | "left out" };

function PreviewCell({ text, problem, mapped }: PreviewCellProps) {
  const code = useCodeText();
  const words = problem ? code("errors.field", problem.code, problem.params ?? {}) : undefined;
  return (
    <td title={words ?? text} className={classes("max-w-72 truncate border-r border-b border-line px-2 py-1.5", mapped === "left out" && "text-text-3", problem && "bg-danger-soft text-danger")}>
      {text}
      {words && <span className="block truncate text-meta">{words}</span>}
    </td>
  );
}
