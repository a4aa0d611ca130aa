import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type ObjectMeta, type RecordRow, recordTitle, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Confirm, EmptyState, ProblemState, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type Count = { object: string; count: number };

const PAGE = 50;

/** Everything that was deleted, to be taken out again or thrown away for good. */
export function TrashPage() {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const { objects } = useCatalog();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["trash"], queryFn: ({ signal }) => http.get<{ data: Count[] }>("/trash", { signal }) });
  const counts = (data?.data ?? []).filter(({ object }) => objects[object]);
  const shown = counts.find(({ object }) => object === chosen) ?? counts[0];
  const object = shown && objects[shown.object];
  const nameOf = (entry: Count) => {
    const counted = objects[entry.object];
    return counted ? naming.many(counted) : entry.object;
  };
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsFrame title={t("settings.sections.trash")} hint={t("upkeep.trash.hint")} width="table">
      {!data && <SkeletonLines count={6} />}
      {data && counts.length === 0 && <EmptyState title={t("upkeep.trash.empty")} />}
      <div className="flex flex-wrap gap-1.5">
        {counts.map((entry) => (
          <Button key={entry.object} look={entry === shown ? "primary" : "plain"} aria-pressed={entry === shown} onClick={() => setChosen(entry.object)}>
            {nameOf(entry)} {formats.number(entry.count)}
          </Button>
        ))}
      </div>
      {object && <Deleted key={object.name} object={object} />}
    </SettingsFrame>
  );
}

function Deleted({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { objects } = useCatalog();
  const [offset, setOffset] = useState(0);
  const [doomed, setDoomed] = useState<RecordRow | null>(null);
  const key = ["trash", object.name, offset];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { trash: "only", sort: "-id", limit: PAGE + 1, offset }, signal }),
  });
  const rows = data?.data ?? [];
  const title = (row: RecordRow) => recordTitle(object, row, naming.language) || row.id;
  const restore = async (row: RecordRow) => {
    try {
      await http.post(`/${object.plural}/${row.id}/restore`);
      toast(t("upkeep.trash.restored", { title: title(row) }));
      await client.invalidateQueries();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <>
      {!data && <SkeletonLines count={6} />}
      <ul className="flex flex-col">
        {rows.slice(0, PAGE).map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-1.5">
            <span className="min-w-0 flex-1 truncate font-medium">{title(row)}</span>
            <span className="text-text-3">{typeof row.deleted_at === "string" ? formats.dateTime(row.deleted_at) : ""}</span>
            <Button look="quiet" onClick={() => void restore(row)}>
              {t("general.restore")}
            </Button>
            {can(objects.role, "update") && (
              <Button look="quiet" className="text-danger" onClick={() => setDoomed(row)}>
                {t("upkeep.trash.purge")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(offset > 0 || rows.length > PAGE) && (
        <div className="flex justify-center gap-2">
          <Button disabled={offset === 0} onClick={() => setOffset(offset - PAGE)}>
            {t("upkeep.trash.newer")}
          </Button>
          <Button disabled={rows.length <= PAGE} onClick={() => setOffset(offset + PAGE)}>
            {t("upkeep.trash.older")}
          </Button>
        </div>
      )}
      {doomed && <Purge object={object} row={doomed} title={title(doomed)} onClose={() => setDoomed(null)} />}
    </>
  );
}

function Purge({ object, row, title, onClose }: { object: ObjectMeta; row: RecordRow; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const naming = useNaming();
  const { objects } = useCatalog();
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const purge = async () => {
    setState("busy");
    try {
      await http.delete(`/${object.plural}/${row.id}?purge=true`);
      toast(t("upkeep.trash.purged", { title }));
      onClose();
      await client.invalidateQueries({ queryKey: ["trash"] });
    } catch (error) {
      setProblem(referrer(error) ?? problemText(error));
      setState("idle");
    }
  };
  return (
    <Confirm title={t("upkeep.trash.purgeTitle", { title })} confirm={t("upkeep.trash.purge")} state={state} onConfirm={() => void purge()} onClose={onClose}>
      <p>{t("upkeep.trash.purgeText")}</p>
      {problem && <p role="alert" className="pt-2 text-danger">{problem}</p>}
    </Confirm>
  );

  function referrer(error: unknown): string | null {
    const found = refusalOf(error);
    if (found?.code !== "still_referenced") return null;
    const other = objects[String(found.params?.object)];
    return t("upkeep.trash.inUse", { number: String(found.params?.count ?? ""), what: other ? naming.many(other) : String(found.params?.object) });
  }
}

function refusalOf(error: unknown): { code: string; params?: Record<string, unknown> | undefined } | undefined {
  if (typeof error !== "object" || error === null || !("fields" in error) || !Array.isArray(error.fields)) return undefined;
  return error.fields[0] as { code: string; params?: Record<string, unknown> } | undefined;
}
