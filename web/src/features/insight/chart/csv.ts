import type { Figure } from "./FigureFrame";

/** With the mark by which Excel knows UTF-8. A text that a spreadsheet would run as a formula is quoted away. */
export function csvOf(figure: Pick<Figure, "heads" | "rows">): Blob {
  const lines = [figure.heads, ...figure.rows.map((row) => row.map((cell) => cell.raw))];
  return new Blob([`\uFEFF${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}

function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
