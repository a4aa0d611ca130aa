import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { FieldMeta } from "@/metadata";
import { plainText, richNodes, richText } from "./richText";

const field = { name: "x_story", type: "rich_text", labels: {} } as FieldMeta;

it("shows what was formatted, and nothing that acts", () => {
  const { container } = render(
    <div>{richNodes('<p>你好 <strong onclick="x()">世界</strong><script>alert(1)</script></p><iframe src="x">外</iframe><a href="javascript:x()">坏</a><a href="https://a.example">好</a><img src="x" onerror="y()">')}</div>,
  );
  expect(container.innerHTML).toBe('<div><p>你好 <strong>世界</strong></p>外坏<a href="https://a.example" rel="noreferrer noopener" target="_blank">好</a></div>');
});

it("is plain in a list, and plain text becomes paragraphs", () => {
  expect(plainText("<p>一</p><ul><li>二</li></ul>")).toBe("一 二");
  expect(richText.parse("a < b\n\nc", field)).toEqual({ ok: true, value: "<p>a &lt; b</p><p>c</p>" });
  expect(richText.parse("  ", field)).toEqual({ ok: true, value: null });
});
