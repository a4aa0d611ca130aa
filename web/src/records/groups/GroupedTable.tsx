import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { asReferences, type FieldMeta, fieldOf, isEmpty, useFormats } from "@/metadata";
import { classes } from "@/shared/ui";
import type { Column } from "../grid/columns";
import { figureOf, figuresOf } from "../grid/figures";
import { figureText } from "../grid/Foot";
import { Table, TableOf } from "../grid/Table";
import type { ListViewProps } from "../listView";
import { useTitles } from "../rows/useTitles";
import type { Figure } from "../views/viewState";
import type { GroupBy, Segment } from "./segments";
import { useGroupedWindow } from "./useGroupedWindow";

const PERIODS = ["day", "month", "year"] as const;

export function GroupedTable(props: ListViewProps) {
  const by = useMemo(() => groupByOf(props.object.fields, props.view.group), [props.object, props.view.group]);
  return by ? <Grouped {...props} by={by} /> : <Table {...props} />;
}

function Grouped({ by, ...props }: ListViewProps & { by: GroupBy }) {
  const rows = useGroupedWindow(props.object, props.view, props.fields, by);
  const figures = useMemo(() => figuresOf(props.fields, props.view), [props.fields, props.view]);
  const head = (columns: Column[], index: number, top: number, height: number, focusColumn: number) => {
    const segment = rows.segmentAt(index);
    return segment ? <GroupHead key={`group ${segment.key}`} index={index} top={top} height={height} by={by} segment={segment} columns={columns} figures={figures} focusColumn={focusColumn} /> : null;
  };
  return <TableOf {...props} rows={rows} groupHead={head} />;
}

type GroupHeadProps = { index: number; top: number; height: number; by: GroupBy; segment: Segment; columns: Column[]; figures: Record<string, Figure>; focusColumn: number };

const GroupHead = memo(function GroupHead({ index, top, height, by, segment, columns, figures, focusColumn }: GroupHeadProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const Chevron = segment.isOpen ? ChevronDown : ChevronRight;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-active={focusColumn >= 0}
      className="grid-row absolute left-0 grid w-full cursor-pointer grid-cols-(--columns)"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <div role="gridcell" className="sticky left-0 z-2 flex items-center justify-center border-b border-line bg-bg">
        <Chevron aria-label={segment.isOpen ? t("lists.group.open") : t("lists.group.closed")} className="size-4 text-text-3" />
      </div>
      {columns.map((column, place) => {
        const value = figureOf(segment.figures, figures, column.field.name);
        return (
          <div
            key={column.field.name}
            id={`cell-${index}-${place}`}
            role="gridcell"
            aria-colindex={place + 2}
            aria-expanded={place === 0 ? segment.isOpen : undefined}
            data-focus={focusColumn === place}
            className={classes(
              "grid-head-cell flex min-w-0 items-center gap-2 overflow-hidden border-b border-line bg-bg px-2 whitespace-nowrap",
              place > 0 && "text-text-2",
              column.kind.align === "end" && "justify-end",
              column.left !== null && "sticky z-1",
            )}
            style={column.left === null ? undefined : { left: column.left }}
          >
            {place === 0 ? (
              <>
                <span className="min-w-0 truncate font-medium">
                  <GroupTitle by={by} segment={segment} />
                </span>
                <span className="text-text-3 tabular-nums">{formats.number(segment.count)}</span>
              </>
            ) : (
              !isEmpty(value) && <span className="truncate tabular-nums">{figureText(column.field, value, formats)}</span>
            )}
          </div>
        );
      })}
      <div aria-hidden className="border-b border-line bg-bg" />
    </div>
  );
});

function GroupTitle({ by, segment }: { by: GroupBy; segment: Segment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ids = by.field.type === "reference" ? asReferences(segment.value).map((reference) => reference.id) : [];
  const titles = useTitles(ids);
  if (isEmpty(segment.value)) return <span className="text-text-3">{t("lists.group.none")}</span>;
  const text = String(segment.value);
  if (by.period === "month") return <>{formats.month(`${text}-01`)}</>;
  if (by.period === "year") return <>{text}</>;
  if (by.period === "day") return <>{formats.date(text)}</>;
  const [id] = ids;
  if (id) return <Value field={by.field} value={{ id, object: by.field.to?.[0] ?? "", title: titles[id] ?? "…" }} place="cell" />;
  if (by.field.type === "boolean") return <>{text === "true" ? t("fields.yes") : t("fields.no")}</>;
  return <Value field={by.field} value={segment.value} place="cell" />;
}

function groupByOf(fields: FieldMeta[], text: string | null): GroupBy | null {
  const [name, word] = (text ?? "").split(":");
  const field = name ? fieldOf({ fields }, name) : undefined;
  if (!field) return null;
  const dated = (field.result ?? field.type) === "date" || (field.result ?? field.type) === "date_time";
  return { field, period: dated ? (PERIODS.find((period) => period === word) ?? "month") : null };
}
