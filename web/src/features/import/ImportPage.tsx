import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ProblemState, SkeletonLines } from "@/shared/ui";
import { type Import, importQuery } from "./imports";
import { MappingPreview } from "./MappingPreview";
import { ImportProgress } from "./ImportProgress";
import { ImportResult } from "./ImportResult";

export function ImportPage() {
  const { id } = useParams({ strict: false });
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(importQuery(id ?? ""));
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line px-4">
        <Link to="/imports" className="text-text-2 hover:text-text">
          {t("import.title")}
        </Link>
        <span aria-hidden className="text-text-3">
          /
        </span>
        <h1 className="min-w-0 truncate text-title font-semibold">{data?.file_name ?? "…"}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        {error && !data && <ProblemState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <div className="p-4"><SkeletonLines count={8} /></div>}
        {data && <ImportStep run={data} />}
      </div>
    </div>
  );
}

function ImportStep({ run }: { run: Import }) {
  switch (run.state) {
    case "preview":
      return <MappingPreview key={run.id} run={run} />;
    case "queued":
    case "running":
      return <ImportProgress run={run} />;
    case "done":
    case "failed":
    case "cancelled":
    case "undone":
      return <ImportResult run={run} />;
    default:
      return run.state satisfies never;
  }
}
