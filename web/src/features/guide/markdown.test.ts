import { expect, test } from "vitest";
import { parse } from "./markdown";

test("a chapter becomes headings, paragraphs, lists, tables and pictures", () => {
  const blocks = parse("# Title\n\nOne *line*\ngoes on.\n\n- a `b`\n  more\n- [c](today.md)\n\n| x | y |\n| --- | --- |\n| 1 | **2** |\n\n![Alt](../pictures/p-zh.webp)\n\n```sh\n# no heading\n```\n1. first\n2. second\n");
  expect(blocks.map((block) => block.kind)).toEqual(["heading", "paragraph", "list", "table", "picture", "code", "list"]);
  expect(blocks[1]).toEqual({ kind: "paragraph", content: [{ kind: "text", text: "One " }, { kind: "emphasis", text: "line" }, { kind: "text", text: " goes on." }] });
  expect(blocks[2]).toMatchObject({ items: [[{ text: "a " }, { kind: "code", text: "b" }, { text: " more" }], [{ kind: "link", text: "c", to: "today.md" }]] });
  expect(blocks[3]).toMatchObject({ rows: [[[{ text: "1" }], [{ kind: "strong", text: "2" }]]] });
  expect(blocks[4]).toEqual({ kind: "picture", alt: "Alt", file: "p-zh.webp" });
  expect(blocks[5]).toEqual({ kind: "code", text: "# no heading" });
  expect(blocks[6]).toMatchObject({ ordered: "yes" });
});
