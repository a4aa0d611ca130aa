export type SqlColumn = { name: string; type: "text" | "integer" | "decimal" | "number" | "boolean" | "date" | "date_time" };

export type SqlCell = string | number | boolean | null;

export type SqlAnswer = { columns: SqlColumn[]; rows: SqlCell[][]; truncated: boolean; as_of: string; seconds: number };

export type SqlTable = { name: string; object: string; columns: { name: string; type: SqlColumn["type"]; field: string }[] };

const NUMBERS = ["integer", "decimal", "number"];
const PLAIN = /^[a-z_][a-z0-9_]*$/;
/** Names of ours that SQL keeps for itself. */
const WORDS = new Set(["order", "on", "group", "user", "from", "to", "by", "where", "all", "end", "table", "column", "references", "check", "default", "limit", "offset"]);

export function isNumber(column: SqlColumn): boolean {
  return NUMBERS.includes(column.type);
}

/** A name as it must stand in SQL. */
export function quoted(name: string): string {
  return PLAIN.test(name) && !WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text with a name put in its place, and where the cursor stands after it. */
export function inserted(sql: string, start: number, end: number, name: string): { sql: string; cursor: number } {
  const before = sql.slice(0, start);
  const gap = before === "" || /[\s(.,]$/.test(before) ? "" : " ";
  const text = `${before}${gap}${name}`;
  return { sql: `${text}${sql.slice(end)}`, cursor: text.length };
}

/** Position in the text of a line and a column, both from 1. */
export function positionOf(sql: string, line: number, column: number): number {
  const lines = sql.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return Math.min(before + column - 1, sql.length);
}

/** Which columns a simple chart draws: names along the axis, and the numbers; null where there is nothing to draw. */
export function charted(answer: SqlAnswer): { names: string[]; series: { name: string; values: (number | null)[] }[] } | null {
  const along = answer.columns.findIndex((column) => !isNumber(column));
  const numbers = answer.columns.flatMap((column, place) => (isNumber(column) ? [place] : []));
  const first = along === -1 ? 0 : along;
  const drawn = numbers.filter((place) => place !== first || along !== -1);
  if (answer.rows.length === 0 || drawn.length === 0) return null;
  return {
    names: answer.rows.map((row) => String(row[first] ?? "")),
    series: drawn.map((place) => ({
      name: answer.columns[place]?.name ?? "",
      values: answer.rows.map((row) => (row[place] === null || row[place] === undefined ? null : Number(row[place]))),
    })),
  };
}
