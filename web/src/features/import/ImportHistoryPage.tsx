import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ClipboardPaste, FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { fieldOf, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { Button, EmptyState, ProblemState, SkeletonLines } from "@/shared/ui";
import { ChooseFileButton } from "@/shared/files/ChooseFileButton";
import { Mappings } from "./Mappings";
import { PasteDialog } from "./PasteDialog";

export function ImportHistoryPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const catalog = useCatalog();
  const object = catalog.objects.import_run;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["records", "import_run", "history"],
    enabled: object !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${object?.plural ?? "import_runs"}`, { query: { sort: "-created_at", limit: 100 }, signal }),
  });
  const [pasting, setPasting] = useState(false);
  const state = object ? fieldOf(object, "state") : undefined;
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line px-4 py-1.5">
        <h1 className="text-title font-semibold">{t("import.title")}</h1>
        <span className="ml-auto flex gap-2">
          <Button size="form" onClick={() => setPasting(true)}>
            <ClipboardPaste aria-hidden className="size-4" />
            {t("import.paste")}
          </Button>
          <ChooseFileButton look="primary" />
        </span>
        {pasting && <PasteDialog onClose={() => setPasting(false)} />}
      </header>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        {object && isPending && <div className="p-4"><SkeletonLines count={6} /></div>}
        {error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {(!object || data?.data.length === 0) && (
          <EmptyState icon={<FileSpreadsheet />} title={t("import.none")}>
            {t("import.noneHint")}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {data?.data.map((row) => {
            const kind = String(row.as_object ?? "");
            const target = catalog.objects[kind];
            return (
              <li key={row.id}>
                <Link to="/imports/$id" params={{ id: row.id }} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2.5 hover:bg-hover md:grid-cols-[minmax(0,1fr)_120px_140px_160px]">
                  <span className="truncate font-medium">{String(row.file_name ?? "")}</span>
                  <span>{state && <Value field={state} value={row.state} place="cell" />}</span>
                  <span className="text-text-2">{kind === "orders" ? t("import.asOrders") : target ? naming.many(target) : kind}</span>
                  <time dateTime={String(row.created_at)} className="text-right text-text-3">
                    {formats.dateTime(String(row.created_at))}
                  </time>
                </Link>
              </li>
            );
          })}
        </ul>
        <Mappings />
      </div>
    </div>
  );
}
