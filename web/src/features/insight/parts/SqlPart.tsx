import { useMutation, useQuery } from "@tanstack/react-query";
import { ChartColumn, Database, Download, Play, Table2 } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http, Problem } from "@/shared/api";
import { useProblemText } from "@/shared/api/problemText";
import { isComposing } from "@/shared/keys";
import { Button, EmptyState, IconButton, Kbd, Menu, MenuItem, ProblemState, Skeleton, SkeletonLines, TextArea } from "@/shared/ui";
import { csvOf, save } from "../chart/csv";
import { charted, inserted, positionOf, quoted, type SqlAnswer, type SqlTable } from "../sqlRows";
import { SavedQueries } from "./SavedQueries";
import { SqlRows } from "./SqlRows";
import { SqlTables } from "./SqlTables";

const SqlChart = lazy(() => import("./SqlChart").then(({ SqlChart: Loaded }) => ({ default: Loaded })));

const KEPT = "guanxi.sql";
const ROWS = 1000;
const EXAMPLES = {
  best: "select name, value_tier, turnover, last_order_on\nfrom customers\norder by turnover desc nulls last, id\nlimit 10",
  months: "select to_char(ordered_on, '%Y-%m') as month, count(*) as orders, sum(total) as total\nfrom orders\nwhere status not in ('draft', 'cancelled')\ngroup by 1\norder by 1",
  products: "select p.name, sum(l.quantity) as quantity, sum(l.amount) as amount\nfrom order_lines l\njoin products p on p.id = l.product\ngroup by p.id, p.name\norder by amount desc nulls last\nlimit 10",
} as const;
const NAMES = ["best", "months", "products"] as const;

/** A question of one's own to everything that one may see. */
export function SqlPart() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["sql"], queryFn: ({ signal }) => http.get<{ built_in: boolean; tables: SqlTable[] }>("/sql", { signal }) });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  if (!data.built_in)
    return (
      <EmptyState icon={<Database />} title={t("insight.sql.notBuiltIn")}>
        <p>{t("insight.sql.notBuiltInHint")}</p>
        <code className="mt-2 block rounded-control bg-hover px-3 py-2 text-left break-words">
          cargo build --release -p guanxi --features warehouse
        </code>
      </EmptyState>
    );
  return <Questions tables={data.tables} />;
}

function Questions({ tables }: { tables: SqlTable[] }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const editor = useRef<HTMLTextAreaElement>(null);
  const [sql, setSql] = useState(() => localStorage.getItem(KEPT) ?? EXAMPLES.best);
  const ask = useMutation({ mutationFn: (question: string) => http.post<SqlAnswer>("/sql", { sql: question, limit: ROWS }) });
  const run = () => {
    if (sql.trim() === "" || ask.isPending) return;
    localStorage.setItem(KEPT, sql);
    ask.mutate(sql, { onError: (error) => point(error) });
  };
  const point = (error: unknown) => {
    const params = error instanceof Problem ? error.fields[0]?.params : undefined;
    if (typeof params?.line !== "number" || typeof params.column !== "number" || !editor.current) return;
    const place = positionOf(sql, params.line, params.column);
    const word = /^[\w"]*/.exec(sql.slice(place))?.[0].length ?? 0;
    editor.current.focus();
    editor.current.setSelectionRange(place, place + Math.max(word, 1));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
    event.preventDefault();
    run();
  };
  const insert = (name: string) => {
    const area = editor.current;
    if (!area) return;
    const next = inserted(sql, area.selectionStart, area.selectionEnd, quoted(name));
    setSql(next.sql);
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(next.cursor, next.cursor));
  };
  return (
    <section aria-labelledby="sql-title" className="flex min-w-0 flex-col gap-4">
      <div>
        <h2 id="sql-title" className="text-title font-semibold">
          {t("insight.sql.title")}
        </h2>
        <p className="text-text-2">{t("insight.sql.hint")}</p>
      </div>
      <div className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,1fr)_260px]">
        <div className="flex min-w-0 flex-col gap-2">
          <TextArea
            ref={editor}
            aria-label={t("insight.sql.editor")}
            className="min-h-44 font-mono"
            spellCheck={false}
            autoCapitalize="off"
            value={sql}
            onChange={(event) => setSql(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <div className="flex flex-wrap items-center gap-2">
            <Button look="primary" size="form" state={ask.isPending ? "busy" : "idle"} onClick={run}>
              {!ask.isPending && <Play aria-hidden className="size-4" />}
              {t("insight.sql.run")}
            </Button>
            <span className="text-text-3 max-md:hidden">
              <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
            </span>
            <SavedQueries sql={sql} onChoose={setSql} />
            <span className="ml-auto flex flex-wrap items-center gap-1 text-text-2">
              {t("insight.sql.examples.title")}
              {NAMES.map((name) => (
                <Button key={name} look="quiet" onClick={() => setSql(EXAMPLES[name])}>
                  {t(`insight.sql.examples.${name}`)}
                </Button>
              ))}
            </span>
          </div>
          {ask.error && (
            <p role="alert" className="rounded-card bg-danger-soft px-3 py-2 break-words text-danger">
              {text(ask.error)} <Place error={ask.error} />
            </p>
          )}
        </div>
        <SqlTables tables={tables} onPick={insert} />
      </div>
      {ask.data && <Answer answer={ask.data} />}
    </section>
  );
}

function Place({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const params = error instanceof Problem ? error.fields[0]?.params : undefined;
  return typeof params?.line === "number" ? <>{t("insight.sql.place", { line: params.line, column: params.column })}</> : null;
}

function Answer({ answer }: { answer: SqlAnswer }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [shown, setShown] = useState<"table" | "chart">("table");
  const drawn = charted(answer);
  const file = `sql-${answer.as_of.slice(0, 10)}`;
  const csv = () => csvOf({ heads: answer.columns.map(({ name }) => name), rows: answer.rows.map((row) => row.map((cell) => ({ text: "", raw: typeof cell === "number" ? cell : String(cell ?? "") }))) });
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2" role="status">
        <span>{t("insight.sql.rows", { count: answer.rows.length, seconds: formats.number(answer.seconds, 2) })}</span>
        <span className="text-text-3">{t("insight.sql.asOf", { when: formats.dateTime(answer.as_of) })}</span>
        {answer.truncated && <span className="text-warn">{t("insight.sql.truncated")}</span>}
        <span className="ml-auto flex gap-1">
          {drawn && (
            <IconButton label={shown === "chart" ? t("insight.asTable") : t("insight.asChart")} onClick={() => setShown(shown === "chart" ? "table" : "chart")}>
              {shown === "chart" ? <Table2 className="size-4" /> : <ChartColumn className="size-4" />}
            </IconButton>
          )}
          <Menu
            trigger={
              <IconButton label={t("insight.download")}>
                <Download className="size-4" />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => save(csv(), `${file}.csv`)}>{t("insight.csv")}</MenuItem>
          </Menu>
        </span>
      </div>
      {shown === "chart" && drawn ? (
        <Suspense fallback={<Skeleton className="h-80 w-full" />}>
          <SqlChart drawn={drawn} />
        </Suspense>
      ) : (
        <SqlRows answer={answer} />
      )}
    </div>
  );
}
