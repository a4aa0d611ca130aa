import { Link, useNavigate } from "@tanstack/react-router";
import { ChartColumn, Download, Info, Table2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/metadata";
import type { Search } from "@/records";
import { useCodeText } from "@/shared/i18n";
import { classes, IconButton, Menu, MenuItem, Popover, Skeleton } from "@/shared/ui";
import type { ChartProps, Picked, Picture } from "./Chart";
import { csvOf, save } from "./csv";

const Chart = lazy(() => import("./Chart").then(({ Chart: Loaded }) => ({ default: Loaded })));

/** A number of a figure: as it is shown, as it is exported, and the list of exactly the records behind it. */
export type Cell = { text: string; raw: string | number; search?: Search };

export type Figure = {
  name: "pareto" | "rfm" | "heat" | "segments" | "cohorts" | "leaving" | "changes" | "past" | "worth" | "quality" | "tracking" | "sales" | "retention";
  title: string;
  hint?: string;
  heads: string[];
  rows: Cell[][];
  /** Said in place of the figure when there is too little to show. */
  none?: string | undefined;
};

type FrameProps = {
  figure: Figure;
  object: ObjectMeta;
  chart: Pick<ChartProps, "option" | "height">;
  /** Which list a click into the chart opens. */
  listOf?: (picked: Picked) => Search | undefined;
  controls?: ReactNode;
  asOf?: string;
};

/** One figure with all that belongs to it: what it means, the chart, the same as a table, and both to take away. */
export function FigureFrame({ figure, object, chart, listOf, controls, asOf }: FrameProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const picture = useRef<Picture>(null);
  const pick = (picked: Picked) => {
    const search = listOf?.(picked);
    if (search) void navigate({ to: "/objects/$plural", params: { plural: object.plural }, search });
  };
  const file = `${figure.name}${asOf ? `-${asOf}` : ""}`;
  return (
    <section className="min-w-0" aria-labelledby={`figure-${figure.name}`}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 id={`figure-${figure.name}`} className="text-title font-semibold">
          {figure.title}
        </h2>
        <Definition name={figure.name} title={figure.title} />
        <span className="ml-auto flex flex-wrap items-center gap-1">
          {controls}
          {figure.rows.length > 0 && (
            <>
              <IconButton label={shown === "chart" ? t("insight.asTable") : t("insight.asChart")} onClick={() => setShown(shown === "chart" ? "table" : "chart")}>
                {shown === "chart" ? <Table2 className="size-4" /> : <ChartColumn className="size-4" />}
              </IconButton>
              <Menu
                trigger={
                  <IconButton label={t("insight.download")}>
                    <Download className="size-4" />
                  </IconButton>
                }
              >
                {shown === "chart" && <MenuItem onSelect={() => void picture.current?.png().then((png) => png && save(png, `${file}.png`))}>{t("insight.png")}</MenuItem>}
                <MenuItem onSelect={() => save(csvOf(figure), `${file}.csv`)}>{t("insight.csv")}</MenuItem>
              </Menu>
            </>
          )}
        </span>
      </div>
      {figure.hint && <p className="text-text-2">{figure.hint}</p>}
      <div className="pt-3">
        {figure.rows.length === 0 || figure.none ? (
          <p className="rounded-card bg-hover px-3 py-4 text-text-2">{figure.none ?? t("insight.tooLittle")}</p>
        ) : shown === "chart" ? (
          <Suspense fallback={<div style={{ height: chart.height }}><Skeleton className="h-full w-full" /></div>}>
            <Chart label={t("insight.chartLabel", { title: figure.title })} picture={picture} {...chart} {...(listOf ? { onPick: pick } : {})} />
          </Suspense>
        ) : (
          <FigureTable figure={figure} object={object} />
        )}
      </div>
    </section>
  );
}

function FigureTable({ figure, object }: { figure: Figure; object: ObjectMeta }) {
  return (
    <div className="max-h-120 overflow-auto rounded-card border border-line" tabIndex={-1}>
      <table className="w-full border-collapse tabular-nums">
        <caption className="sr-only">{figure.title}</caption>
        <thead>
          <tr>
            {figure.heads.map((head, place) => (
              <th key={head} scope="col" className={classes("sticky top-0 border-b border-line bg-bg px-3 py-1.5 font-normal whitespace-nowrap text-text-2", place === 0 ? "text-left" : "text-right")}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((row) => (
            <tr key={row[0]?.text} className="border-b border-line last:border-0">
              {row.map((cell, place) =>
                place === 0 ? (
                  <th key={place} scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                    <ListLink cell={cell} object={object} />
                  </th>
                ) : (
                  <td key={place} className="px-3 py-1.5 text-right whitespace-nowrap">
                    <ListLink cell={cell} object={object} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ListLink({ cell, object }: { cell: Cell; object: ObjectMeta }) {
  if (!cell.search || cell.text === "") return <>{cell.text}</>;
  return (
    <Link to="/objects/$plural" params={{ plural: object.plural }} search={cell.search} className="text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current">
      {cell.text}
    </Link>
  );
}

/** What a figure says, over which time, from what, by which rule. */
export function Definition({ name, title }: { name: Figure["name"] | "tiers" | "stake" | "effect" | "influence"; title: string }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("insight.define.title", { title })}
      open={open}
      onOpenChange={setOpen}
      className="w-96 max-w-[calc(100vw-24px)] p-3"
      trigger={
        <button type="button" aria-label={t("insight.define.title", { title })} onPointerEnter={(event) => event.pointerType === "mouse" && setOpen(true)} className="flex size-6 items-center justify-center rounded-control text-text-3 hover:bg-hover hover:text-text">
          <Info aria-hidden className="size-4" />
        </button>
      }
    >
      <dl className="flex flex-col gap-2" onPointerLeave={() => setOpen(false)}>
        {(["what", "period", "source", "rule"] as const).map((part) => (
          <div key={part}>
            <dt className="text-meta text-text-3">{t(`insight.define.parts.${part}`)}</dt>
            <dd>{code(`insight.define.${name}`, part)}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
