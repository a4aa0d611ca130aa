import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Confirm, Labelled, Select, toast } from "@/shared/ui";

type Owned = { object: string; count: number };

export function LeaveDialog({ user, name, onClose }: { user: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const naming = useNaming();
  const formats = useFormats();
  const { objects } = useCatalog();
  const problemText = useProblemText();
  const [heir, setHeir] = useState("");
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const owned = useQuery({ queryKey: ["owned", user], queryFn: ({ signal }) => http.get<{ data: Owned[] }>(`/users/${user}/owned`, { signal }) });
  const colleagues = useQuery({
    queryKey: ["records", "user", "active"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/users", { query: { "filter[active][eq]": "true", sort: "name", limit: 500, fields: "name" }, signal }),
  });
  const rows = owned.data?.data ?? [];
  const said = rows.map(({ object, count }) => `${formats.number(count)} ${objects[object] ? naming.many(objects[object]) : object}`);
  const confirm = async () => {
    setState("busy");
    try {
      await http.post(`/users/${user}/deactivate`, heir ? { hand_over_to: heir } : {});
      toast(heir && rows.length > 0 ? t("upkeep.leaving.goneAndHanded") : t("upkeep.leaving.gone"));
      await client.invalidateQueries();
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Confirm title={t("upkeep.leaving.title", { name })} confirm={t("upkeep.leaving.deactivate")} state={state} onConfirm={() => void confirm()} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p>{t("upkeep.leaving.hint")}</p>
        {rows.length > 0 && (
          <>
            <p>{t("upkeep.leaving.owns", { name, what: formats.list(said) })}</p>
            <Labelled label={t("upkeep.leaving.heir")}>
              {(wiring) => (
                <Select {...wiring} value={heir} onChange={(event) => setHeir(event.target.value)}>
                  <option value="">{t("upkeep.leaving.keep")}</option>
                  {(colleagues.data?.data ?? [])
                    .filter((row) => row.id !== user)
                    .map((row) => (
                      <option key={row.id} value={row.id}>
                        {String(row.name ?? "")}
                      </option>
                    ))}
                </Select>
              )}
            </Labelled>
          </>
        )}
        {problem && <p role="alert" className="text-danger">{problem}</p>}
      </div>
    </Confirm>
  );
}
