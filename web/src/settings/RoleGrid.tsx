import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, Eye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type RecordRow, useCatalog } from "@/metadata";
import { http, remembered, type Session, sessionQuery, useProblemText } from "@/shared/api";
import { Button, Input, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { copyRole } from "./copyRole";
import { Grants } from "./Grants";

/** Objects x actions, and how far each reaches; below each object its fields. Every cell is a record, so the change log knows who opened what. */
export function RoleGrid() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [filter, setFilter] = useState("");
  const roles = useQuery({
    queryKey: ["records", "role", "grid"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/roles", { query: { sort: "name", limit: 100 }, signal }),
  });
  const listed = roles.data?.data ?? [];
  const role = listed.find((row) => row.id === chosen) ?? listed.find((row) => row.administrator !== true) ?? listed[0];
  return (
    <div className="flex h-full flex-col gap-3 p-4">
      <header>
        <h1 className="text-record font-semibold">{t("settings.access.title")}</h1>
        <p className="text-text-2">{t("settings.access.hint")}</p>
      </header>
      {roles.isPending && <SkeletonLines />}
      {roles.error && <ProblemState error={roles.error} onRetry={() => void roles.refetch()} />}
      {role && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Select aria-label={t("settings.access.role")} className="max-w-60" value={role.id} onChange={(event) => setChosen(event.target.value)}>
              {listed.map((row) => (
                <option key={row.id} value={row.id}>
                  {String(row.name)}
                </option>
              ))}
            </Select>
            <Input aria-label={t("settings.access.filter")} placeholder={t("settings.access.filter")} className="max-w-60" value={filter} onChange={(event) => setFilter(event.target.value)} />
            <RoleActions role={role} onCopied={setChosen} />
          </div>
          {role.administrator === true ? <p className="rounded-control bg-accent-soft px-3 py-2 text-accent-text">{t("settings.access.administrator")}</p> : <Grants key={role.id} role={role} filter={filter.trim()} />}
        </>
      )}
    </div>
  );
}

function RoleActions({ role, onCopied }: { role: RecordRow; onCopied: (id: string) => void }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [state, setState] = useState<"idle" | "busy">("idle");
  const attempt = async (run: () => Promise<void>) => {
    setState("busy");
    try {
      await run();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  const copy = () =>
    attempt(async () => {
      const made = await copyRole(role, t("settings.access.copyOf", { role: String(role.name) }));
      await client.invalidateQueries({ queryKey: ["records", "role"] });
      onCopied(made);
    });
  const see = () =>
    attempt(async () => {
      client.setQueryData(sessionQuery.queryKey, remembered(await http.patch<Session>("/session/seen_as", { role: role.id })));
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    });
  return (
    <>
      {can(objects.role, "create") && role.administrator !== true && (
        <Button state={state} onClick={() => void copy()}>
          <Copy aria-hidden className="size-4" />
          {t("settings.access.copy")}
        </Button>
      )}
      {can(objects.role, "update") && (
        <Button state={state} onClick={() => void see()}>
          <Eye aria-hidden className="size-4" />
          {t("settings.access.seeAs")}
        </Button>
      )}
    </>
  );
}
