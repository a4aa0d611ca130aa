import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { can, type Labels, type ObjectMeta, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { IconButton, ProblemState, Select, toast } from "@/shared/ui";

type Target = { name: string; labels: Labels };

type Kept = { headers?: string[]; targets?: (string | null)[] };

/** What the program has learned of the columns of earlier files: the same headings are mapped like this again. */
export function Mappings() {
  const { t } = useTranslation();
  const object = useCatalog().objects.mapping;
  const { data, error, refetch } = useQuery({
    queryKey: ["records", "mapping", "remembered"],
    enabled: object !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/mappings", { query: { sort: "-updated_at", limit: 100 }, signal }),
  });
  if (!object || (data && data.data.length === 0)) return null;
  return (
    <section aria-labelledby="mappings" className="border-t border-line px-4 py-5">
      <h2 id="mappings" className="text-title font-semibold">
        {t("import.mappings")}
      </h2>
      <p className="pb-2 text-text-2">{t("import.mappingsHint")}</p>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ul className="flex flex-col gap-2">
        {data?.data.map((row) => (
          <Mapping key={row.id} object={object} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Mapping({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const naming = useNaming();
  const formats = useFormats();
  const catalog = useCatalog();
  const subject = String(row.as_object);
  const kept = (row.map ?? {}) as Kept;
  const headers = kept.headers ?? [];
  const targets = useQuery({ queryKey: ["import targets", subject], queryFn: async ({ signal }) => (await http.get<{ data: Target[] }>("/imports/targets", { query: { as: subject }, signal })).data });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["records", "mapping"] });
  };
  const assign = (column: number, target: string | null) => {
    const changed = headers.map((_, place) => (place === column ? target : (kept.targets?.[place] ?? null)));
    void attempt(() => http.patch(`/mappings/${row.id}`, { map: { headers, targets: changed } }));
  };
  const target = catalog.objects[subject];
  return (
    <li className="rounded-card border border-line">
      <details>
        <summary className="max-md:min-h-11 flex cursor-pointer items-center gap-2 px-3 py-2">
          <span className="min-w-0 flex-1 truncate">{headers.length > 0 ? formats.list(headers.slice(0, 6)) : t("import.oldMapping")}</span>
          <span className="text-text-3">{subject === "orders" ? t("import.asOrders") : target ? naming.many(target) : subject}</span>
        </summary>
        <div className="grid gap-2 border-t border-line p-3 sm:grid-cols-2 lg:grid-cols-3">
          {headers.map((header, place) => {
            const chosen = kept.targets?.[place] ?? "";
            return (
              <label key={`${place} ${header}`} className="flex min-w-0 flex-col gap-0.5">
                <span className="truncate text-text-2">{header || t("import.column", { number: place + 1 })}</span>
                <Select value={chosen} disabled={!can(object, "update")} onChange={(event) => assign(place, event.target.value || null)}>
                  <option value="">{t("import.leaveOut")}</option>
                  {targets.data?.map((one) => (
                    <option key={one.name} value={one.name} disabled={one.name !== chosen && kept.targets?.includes(one.name)}>
                      {naming.labels(one.labels, one.name)}
                    </option>
                  ))}
                </Select>
              </label>
            );
          })}
          {can(object, "delete") && (
            <IconButton label={t("import.forget")} className="self-end" onClick={() => void attempt(() => http.delete(`/mappings/${row.id}`))}>
              <Trash2 className="size-4" />
            </IconButton>
          )}
        </div>
      </details>
    </li>
  );
}
