import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming, useObjectByPlural } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, classes, EmptyState, ProblemState, SkeletonLines, Tag, toast } from "@/shared/ui";
import { Comparison } from "../merge/Comparison";
import { likelySurvivor, type Picks } from "../merge/plan";
import { useMerge } from "../merge/useMerge";
import { expandOf } from "../rows";

type DuplicateGroup = { score: number; reasons: string[]; records: RecordRow[] };

const MOST = 100;

export function DuplicatesPage() {
  const { t } = useTranslation();
  const { plural } = useParams({ strict: false });
  const object = useObjectByPlural(plural ?? "");
  return object ? <Duplicates key={object.name} object={object} /> : <EmptyState title={t("errors.not_found")} className="h-full" />;
}

/** Records that are probably one: why that is thought, what differs, and what to do about it. */
function Duplicates({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["duplicates", object.name],
    queryFn: ({ signal }) => http.get<{ data: DuplicateGroup[] }>(`/${object.plural}/duplicates`, { query: { limit: MOST }, signal }),
  });
  const groups = data?.data;
  const current = groups?.find((group) => groupKey(group) === chosen) ?? groups?.[0];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-panel px-3 md:px-4">
        <Link to="/objects/$plural" params={{ plural: object.plural }} className="icon-button" aria-label={naming.many(object)}>
          <ArrowLeft aria-hidden className="size-4" />
        </Link>
        <h1 className="truncate text-title font-semibold">{t("lists.duplicates.title", { object: naming.many(object) })}</h1>
        {groups && groups.length > 0 && <span className="text-text-3 tabular-nums">{formats.number(groups.length)}</span>}
      </header>
      {error && !data && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <div className="p-4">
          <SkeletonLines count={10} />
        </div>
      )}
      {groups?.length === 0 && (
        <EmptyState className="flex-1" icon={<Check />} title={t("lists.duplicates.none")}>
          {t("lists.duplicates.noneHint")}
        </EmptyState>
      )}
      {groups && current && (
        <div className="flex min-h-0 flex-1 flex-col md:flex-row">
          <nav aria-label={t("lists.duplicates.groups")} className="max-h-48 shrink-0 overflow-y-auto border-b border-line bg-panel md:max-h-none md:w-80 md:border-r md:border-b-0">
            <ul>
              {groups.map((group) => (
                <li key={groupKey(group)}>
                  <button
                    type="button"
                    aria-current={group === current ? "true" : undefined}
                    onClick={() => setChosen(groupKey(group))}
                    className={classes("flex w-full flex-col gap-1 border-b border-line px-4 py-2 text-left", group === current ? "bg-selected" : "hover:bg-hover")}
                  >
                    <span className="flex w-full items-baseline gap-2">
                      <span className="min-w-0 flex-1 truncate font-medium">{group.records[0] && recordTitle(object, group.records[0], naming.language)}</span>
                      <span className="shrink-0 text-meta text-text-2 tabular-nums">{formats.percent(group.score)}</span>
                    </span>
                    <Reasons reasons={group.reasons} />
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <GroupPanel key={groupKey(current)} object={object} group={current} />
        </div>
      )}
    </div>
  );
}

function GroupPanel({ object, group }: { object: ObjectMeta; group: DuplicateGroup }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const merge = useMerge(object);
  const ids = group.records.map((row) => row.id);
  const [survivor, setSurvivor] = useState<string | null>(null);
  const [picks, setPicks] = useState<Picks>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<"idle" | "busy">("idle");
  // The groups come without the titles of what they refer to; a comparison needs them.
  const { data } = useQuery({
    queryKey: ["duplicates", object.name, "of", ids.join(",")],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { "filter[id][in]": ids.join(","), expand: expandOf(object), limit: ids.length, sort: "id" }, signal }),
  });
  const all = data?.data ?? group.records;
  const rows = all.filter((row) => !left.has(row.id));
  const stays = survivor && rows.some((row) => row.id === survivor) ? survivor : likelySurvivor(object, rows);

  const run = async (work: () => Promise<unknown>) => {
    setState("busy");
    await work();
    setState("idle");
  };

  const keepApart = async () => {
    try {
      const { created } = await http.post<{ created: RecordRow[] }>("/distinct_pairs/bulk", { create: pairsOf(object, ids) });
      toast(t("lists.duplicates.apart"), { action: { label: t("general.undo"), run: () => void together(created) } });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["duplicates", object.name] });
  };

  const together = async (told: RecordRow[]) => {
    try {
      await http.post("/distinct_pairs/bulk", { delete: told.map((pair) => pair.id) });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["duplicates", object.name] });
  };

  return (
    <section aria-label={t("lists.duplicates.compare")} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <div className="min-h-0 flex-1 overflow-auto p-2 md:p-4" tabIndex={-1}>
        <Comparison
          object={object}
          rows={rows}
          survivor={stays}
          picks={picks}
          onSurvivor={setSurvivor}
          onPick={(field, id) => setPicks((current) => ({ ...current, [field]: id }))}
        />
        {all.length > 2 && (
          <fieldset className="mt-4 flex flex-wrap gap-3 px-2">
            <legend className="mb-1 text-meta text-text-3">{t("lists.duplicates.which")}</legend>
            {all.map((row) => (
              <RecordToggle key={row.id} object={object} row={row} isIn={!left.has(row.id)} onToggle={() => setLeft((current) => toggled(current, row.id))} />
            ))}
          </fieldset>
        )}
      </div>
      <footer className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line p-3">
        <Button size="form" state={state} onClick={() => void run(keepApart)}>
          {t("lists.duplicates.notDuplicates")}
        </Button>
        <Button size="form" look="primary" state={state} disabled={rows.length < 2} onClick={() => void run(() => merge(rows, stays, picks))}>
          {t("lists.merge.mergeCount", { count: rows.length })}
        </Button>
      </footer>
    </section>
  );
}

function RecordToggle({ object, row, isIn, onToggle }: { object: ObjectMeta; row: RecordRow; isIn: boolean; onToggle: () => void }) {
  const naming = useNaming();
  return (
    <label className="flex items-center gap-2">
      <input type="checkbox" checked={isIn} onChange={onToggle} className="size-4 accent-accent" />
      {recordTitle(object, row, naming.language)}
    </label>
  );
}

function Reasons({ reasons }: { reasons: string[] }) {
  const code = useCodeText();
  return (
    <span className="flex flex-wrap gap-1">
      {reasons.map((reason) => (
        <Tag key={reason}>{code("lists.duplicates.reasons", reason)}</Tag>
      ))}
    </span>
  );
}

function groupKey(group: DuplicateGroup): string {
  return group.records.map((row) => row.id).join(" ");
}

function pairsOf(object: ObjectMeta, ids: string[]): { object: string; one: string; other: string }[] {
  return ids.flatMap((one, at) => ids.slice(at + 1).map((other) => ({ object: object.name, one, other })));
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
