import { useTranslation } from "react-i18next";
import { asMoney, type FieldMeta, type FieldValue, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import type { Formats } from "@/shared/format";
import { classes, Menu, MenuChoice, MenuLabel } from "@/shared/ui";
import { type Figure, FIGURES, type ViewState } from "../views/viewState";
import type { Column } from "./columns";
import { figureOf, figuresOf, isNumeric, useFigures } from "./figures";

type FootProps = { object: ObjectMeta; view: ViewState; columns: Column[]; records: number | undefined; onFigure: (field: string, figure: Figure) => void };

/** Under each column what it amounts to over everything that matches; under the first how many records that is. */
export function Foot({ object, view, columns, records, onFigure }: FootProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const figures = figuresOf(columns.map((column) => column.field), view);
  const row = useFigures(object, view, figures);
  return (
    <div role="row" className="sticky bottom-0 z-10 mt-auto grid h-8 w-full shrink-0 grid-cols-(--columns) border-t border-line bg-bg text-text-2">
      <div role="gridcell" aria-label={t("records.figures.label")} className="sticky left-0 z-2 bg-bg" />
      {columns.map((column, place) => {
        const { field } = column;
        const figure = figures[field.name] ?? "none";
        const value = figureOf(row, figures, field.name);
        return (
          <div
            key={field.name}
            role="gridcell"
            className={classes("flex min-w-0 items-center bg-bg px-2 whitespace-nowrap", column.kind.align === "end" && "justify-end", column.left !== null && "sticky z-1")}
            style={column.left === null ? undefined : { left: column.left }}
          >
            {place === 0 && !isNumeric(field) ? (
              <span className="truncate tabular-nums">{records === undefined ? t("general.loading") : t("records.count", { count: records, shown: formats.number(records) })}</span>
            ) : isNumeric(field) ? (
              <Menu
                side="top"
                trigger={
                  <button
                    type="button"
                    className="flex h-6 w-full min-w-6 items-baseline justify-between gap-1.5 overflow-hidden rounded-control px-1 hover:bg-hover data-[state=open]:bg-hover"
                  >
                    <span className="sr-only">{t("records.figureOf", { column: naming.field(field) })}</span>
                    {figure === "none" ? (
                      <span aria-hidden className="ml-auto leading-6 text-text-3">
                        –
                      </span>
                    ) : (
                      <>
                        <span className="text-meta leading-6 text-text-3">{t(`records.figures.${figure}`)}</span>
                        <span className="truncate leading-6 tabular-nums">{figureText(field, value, formats)}</span>
                      </>
                    )}
                  </button>
                }
              >
                <MenuLabel>{naming.field(field)}</MenuLabel>
                <MenuChoice value={figure} options={FIGURES.map((choice) => ({ value: choice, label: t(`records.figures.${choice}`) }))} onChange={(choice) => onFigure(field.name, FIGURES.find((known) => known === choice) ?? "none")} />
              </Menu>
            ) : null}
          </div>
        );
      })}
      <div aria-hidden className="bg-bg" />
    </div>
  );
}

export function figureText(field: FieldMeta, value: FieldValue, formats: Formats): string {
  if (value === null || value === undefined) return "";
  const money = asMoney(value);
  if (money) return formats.compactMoney(money);
  switch (field.result ?? field.type) {
    case "percent":
      return formats.percent(Number(value) / 100, 1);
    case "duration":
      return formats.duration(Number(value));
    default:
      return formats.number(Number(value), 2);
  }
}
