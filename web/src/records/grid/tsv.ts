/** The cells of a block as Excel, WPS and LibreOffice put them on the clipboard: tabs, lines, and quotes around cells that hold either. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    at = end;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

export function toTsv(rows: string[][]): string {
  return rows.map((row) => row.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
}

function plain(text: string, from: number): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== "\t" && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { cell: text.slice(from, end), end };
}

/** A quote that is not closed before the cell ends was an ordinary character. */
function quoted(text: string, from: number): { cell: string; end: number } {
  let cell = "";
  let at = from + 1;
  while (at < text.length) {
    if (text[at] !== '"') {
      cell += text[at];
      at += 1;
    } else if (text[at + 1] === '"') {
      cell += '"';
      at += 2;
    } else {
      const next = text[at + 1];
      return next === undefined || next === "\t" || next === "\n" || next === "\r" ? { cell, end: at + 1 } : plain(text, from);
    }
  }
  return plain(text, from);
}
