import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import type { Formats } from "@/shared/format";
import { Button, classes } from "@/shared/ui";
import { isNumber, type SqlAnswer, type SqlCell, type SqlColumn } from "../sqlRows";

const FIRST = 100;

/** The rows of an answer; the first hundred until somebody wants them all. */
export function SqlRows({ answer }: { answer: SqlAnswer }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  if (answer.rows.length === 0) return <p className="rounded-card bg-hover px-3 py-4 text-text-2">{t("insight.sql.none")}</p>;
  const words = { yes: t("fields.yes"), no: t("fields.no") };
  const rows = all ? answer.rows : answer.rows.slice(0, FIRST);
  return (
    <>
      <div className="max-h-140 overflow-auto rounded-card border border-line" tabIndex={-1} role="region" aria-label={t("insight.sql.answer")}>
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr>
              {answer.columns.map((column, place) => (
                <th key={place} scope="col" className={classes("sticky top-0 border-b border-line bg-bg px-3 py-1.5 font-normal whitespace-nowrap text-text-2", isNumber(column) ? "text-right" : "text-left")}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, number) => (
              <tr key={number} className="border-b border-line last:border-0">
                {answer.columns.map((column, place) => (
                  <td key={place} className={classes("max-w-90 truncate px-3 py-1.5 whitespace-nowrap", isNumber(column) && "text-right")} title={String(row[place] ?? "")}>
                    {shown(row[place] ?? null, column, formats, words)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < answer.rows.length && (
        <Button className="self-start" onClick={() => setAll(true)}>
          {t("insight.sql.all", { count: answer.rows.length })}
        </Button>
      )}
    </>
  );
}

function shown(cell: SqlCell, column: SqlColumn, formats: Formats, words: { yes: string; no: string }): string {
  if (cell === null) return "";
  switch (column.type) {
    case "boolean":
      return cell === true ? words.yes : words.no;
    case "date":
      return formats.date(String(cell));
    case "date_time":
      return formats.dateTime(String(cell));
    case "integer":
    case "decimal":
    case "number":
      return formats.number(Number(cell), 4);
    case "text":
      return String(cell);
    default:
      return column.type satisfies never;
  }
}
