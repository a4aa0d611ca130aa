import { expect, it } from "vitest";
import type { FieldMeta } from "@/metadata";
import type { CellChange } from "./history";
import { byRecord, refusedCells } from "./useWriteCells";

const field = (name: string): FieldMeta => ({ name, type: "text", labels: {} });
const [name, phone] = [field("name"), field("phone")];
const change = (id: string, of: FieldMeta): CellChange => ({ id, field: of, before: null, after: "x" });

it("finds the cells that the server's complaints are about", () => {
  const records = byRecord([change("a", name), change("b", name), change("a", phone), change("b", phone)]);
  expect(records.map(([id]) => id)).toEqual(["a", "b"]);
  const cells = refusedCells(records, [{ field: "update[1].phone", code: "format", params: { max: 3 } }]);
  expect(cells).toEqual([{ id: "b", field: phone, code: "format", params: { max: 3 } }]);
});

it("holds back a whole record when the complaint is about a field that was not written", () => {
  const records = byRecord([change("a", name), change("a", phone)]);
  expect(refusedCells(records, [{ field: "update[0].lost_reason", code: "required" }]).map((cell) => cell.field)).toEqual([name, phone]);
  expect(refusedCells(records, [{ field: "version", code: "type" }])).toEqual([]);
});
