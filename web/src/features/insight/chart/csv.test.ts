import { expect, test } from "vitest";
import { csvOf } from "./csv";

test("a figure becomes a file that Excel reads and that runs nothing", async () => {
  const cell = (raw: string | number) => ({ text: String(raw), raw });
  const blob = csvOf({ heads: ["分群", "毛利, 元"], rows: [[cell('最佳"客户"'), cell(-12.5)], [cell("=1+1"), cell(0)]] });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe('分群,"毛利, 元"\r\n"最佳""客户""",-12.5\r\n\'=1+1,0\r\n');
});
