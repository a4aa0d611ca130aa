import { Link, useParams } from "@tanstack/react-router";
import { ChartPie, Info } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type Insight, useInsight } from "@/insight/insightQuery";
import { RunButton } from "@/insight/RunButton";
import { type ObjectMeta, useCatalog, useFormats } from "@/metadata";
import { ChooseFileButton } from "@/shared/files/ChooseFileButton";
import { useCodeText } from "@/shared/i18n";
import { EmptyState, ProblemState, SkeletonLines } from "@/shared/ui";
import { ChangesPart } from "./parts/ChangesPart";
import { CohortsPart } from "./parts/CohortsPart";
import { EffectPart } from "./parts/EffectPart";
import { InfluencePart } from "./parts/InfluencePart";
import { LeavingPart } from "./parts/LeavingPart";
import { OverviewPart } from "./parts/OverviewPart";
import { QualityPart } from "./parts/QualityPart";
import { RetentionPart } from "./parts/RetentionPart";
import { RfmPart } from "./parts/RfmPart";
import { SalesPart } from "./parts/SalesPart";
import { SegmentsPart } from "./parts/SegmentsPart";

const SqlPart = lazy(() => import("./parts/SqlPart").then(({ SqlPart: Loaded }) => ({ default: Loaded })));

const PARTS = ["overview", "rfm", "segments", "cohorts", "leaving", "influence", "changes", "sales", "retention", "quality", "effect", "sql"] as const;

type PartName = (typeof PARTS)[number];

/** What has something to show before anything was worked out. */
const WITHOUT_A_RUN: PartName[] = ["overview", "sql"];

export function InsightPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const params = useParams({ strict: false });
  const part = PARTS.find((name) => name === params.part) ?? "overview";
  const customer = useCatalog().objects.customer;
  const { data: insight, error, refetch } = useInsight();
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line px-4 py-1.5">
        <h1 className="text-title font-semibold whitespace-nowrap">{t("insight.title")}</h1>
        {insight?.last && (
          <span className="hidden min-w-0 truncate text-text-3 sm:inline" title={formats.dateTime(insight.last.at)}>
            {t("insight.asOf", { date: formats.date(insight.last.as_of), when: formats.relative(insight.last.at) })}
          </span>
        )}
        <span className="ml-auto">
          <RunButton />
        </span>
      </header>
      {!error && <PartLinks parts={!insight || insight.last ? PARTS : WITHOUT_A_RUN} />}
      <div key={insight ? "known" : "waiting"} className="min-h-0 flex-1 overflow-auto p-4" tabIndex={-1}>
        {error && !insight && <ProblemState error={error} onRetry={() => void refetch()} />}
        {!insight && !error && <SkeletonLines count={10} />}
        {part === "sql" && insight && (
          <div className="mx-auto max-w-300 pb-8">
            <Sql />
          </div>
        )}
        {part !== "sql" && insight && !insight.last && <NothingYet insight={insight} />}
        {part !== "sql" && insight?.last && customer && (
          <div className="mx-auto flex max-w-300 flex-col gap-8 pb-8">
            <Gates insight={insight} />
            <Part key={part} part={part} insight={insight} customer={customer} />
          </div>
        )}
      </div>
    </div>
  );
}

function Part({ part, insight, customer }: { part: PartName; insight: Insight; customer: ObjectMeta }) {
  switch (part) {
    case "overview":
      return <OverviewPart insight={insight} customer={customer} />;
    case "rfm":
      return <RfmPart insight={insight} customer={customer} />;
    case "segments":
      return <SegmentsPart insight={insight} customer={customer} />;
    case "cohorts":
      return <CohortsPart customer={customer} />;
    case "leaving":
      return <LeavingPart insight={insight} customer={customer} />;
    case "influence":
      return <InfluencePart customer={customer} />;
    case "changes":
      return <ChangesPart insight={insight} customer={customer} />;
    case "sales":
      return <SalesPart customer={customer} />;
    case "retention":
      return <RetentionPart customer={customer} />;
    case "quality":
      return <QualityPart insight={insight} customer={customer} />;
    case "sql":
      return <Sql />;
    case "effect":
      return <EffectPart />;
    default:
      return part satisfies never;
  }
}

function Sql() {
  return (
    <Suspense fallback={<SkeletonLines count={10} />}>
      <SqlPart />
    </Suspense>
  );
}

function PartLinks({ parts }: { parts: readonly PartName[] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("insight.title")} className="flex shrink-0 gap-4 overflow-x-auto border-b border-line px-4">
      {parts.map((part) => (
        <Link
          key={part}
          to={part === "overview" ? "/insight" : "/insight/$part"}
          params={{ part }}
          activeOptions={{ exact: true, includeSearch: false }}
          className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-text-2 hover:text-text data-[status=active]:border-accent data-[status=active]:text-text"
        >
          {t(`insight.parts.${part}`)}
        </Link>
      ))}
    </nav>
  );
}

function NothingYet({ insight }: { insight: Insight }) {
  const { t } = useTranslation();
  return (
    <>
      <Gates insight={insight} />
      <EmptyState
        icon={<ChartPie />}
        title={t("insight.empty")}
        action={
          <>
            <RunButton look="primary" />
            <ChooseFileButton />
          </>
        }
      >
        {t("insight.emptyHint")}
      </EmptyState>
    </>
  );
}

/** What the data is too thin for, said openly instead of a figure that nobody should trust. */
function Gates({ insight }: { insight: Insight }) {
  const code = useCodeText();
  if (insight.gate.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-card bg-warn-soft px-4 py-3 text-warn">
      {insight.gate.map((gate) => (
        <li key={gate.code} className="flex gap-2">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          {code("insight.gate", gate.code, gate.params ?? {})}
        </li>
      ))}
    </ul>
  );
}
