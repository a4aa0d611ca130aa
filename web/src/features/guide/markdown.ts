/** What our chapters are written in, and no more: enough of Markdown for a guide, read into a tree and never into HTML text. */
export type Inline = { kind: "text" | "strong" | "emphasis" | "code"; text: string } | { kind: "link"; text: string; to: string };

export type Block =
  | { kind: "heading"; level: number; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "picture"; alt: string; file: string }
  | { kind: "list"; ordered: "yes" | "no"; items: Inline[][] }
  | { kind: "table"; heads: Inline[][]; rows: Inline[][][] }
  | { kind: "code"; text: string };

const PICTURE = /^!\[([^\]]*)\]\(([^)]+)\)$/;
const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;
const INLINE = /\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g;

export function parse(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  const take = (while_: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && while_(lines[at] ?? "")) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,4})\s+(.*)$/.exec(line);
    const picture = PICTURE.exec(line.trim());
    if (line.trim() === "") at += 1;
    else if (line.startsWith("```")) {
      at += 1;
      blocks.push({ kind: "code", text: take((other) => !other.startsWith("```")).join("\n") });
      at += 1;
    } else if (heading) {
      at += 1;
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, content: inline(heading[2] ?? "") });
    } else if (picture) {
      at += 1;
      blocks.push({ kind: "picture", alt: picture[1] ?? "", file: (picture[2] ?? "").split("/").at(-1) ?? "" });
    } else if (line.startsWith("|")) {
      const rows = take((other) => other.startsWith("|")).map(cells);
      blocks.push({ kind: "table", heads: rows[0] ?? [], rows: rows.slice(2) });
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)?.[1] ? "yes" : "no";
      blocks.push({ kind: "list", ordered, items: items(take((other) => other.trim() !== "" && !other.startsWith("#") && !other.startsWith("|"))) });
    } else {
      blocks.push({ kind: "paragraph", content: inline(take((other) => other.trim() !== "" && !/^(#{1,4}\s|\||```)/.test(other) && !ITEM.test(other)).join(" ")) });
    }
  }
  return blocks;
}

/** A line that begins no item goes on with the one before. */
function items(lines: string[]): Inline[][] {
  const texts: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) texts.push(item[2] ?? "");
    else texts.push(`${texts.pop() ?? ""} ${line.trim()}`);
  }
  return texts.map(inline);
}

function cells(line: string): Inline[][] {
  return line
    .replace(/^\||\|\s*$/g, "")
    .split("|")
    .map((cell) => inline(cell.trim()));
}

export function inline(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    const [all, strong, emphasis, code, link, to] = match;
    if (strong) parts.push({ kind: "strong", text: strong });
    else if (emphasis) parts.push({ kind: "emphasis", text: emphasis });
    else if (code) parts.push({ kind: "code", text: code });
    else parts.push({ kind: "link", text: link ?? "", to: to ?? "" });
    from = match.index + all.length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}
