import { expect, test } from "vitest";
import { tableOf } from "./pasting";

test("cells copied from a sheet become a file, a sentence does not", async () => {
  const file = tableOf("客户\t金额\r\n华星\t12.50\r\n");
  expect(file?.name).toBe("clipboard.tsv");
  expect(await file?.text()).toBe("客户\t金额\r\n华星\t12.50\r\n");
  expect(tableOf("just a sentence\nand another")).toBeNull();
  expect(tableOf("one\tline")).toBeNull();
  expect(tableOf("")).toBeNull();
});
