import { describe, expect, it } from "vitest";
import { kindOf } from "@/fields";
import { type FieldMeta, type ObjectMeta, naming, type RecordRow } from "@/metadata";
import { formatsFor } from "@/shared/format";
import { cellText } from "./cellText";
import type { Column } from "./columns";
import { clearPlan, fillPlan, type KnownTitles, pastePlan, rememberTitles, titlesWanted } from "./paste";

const field = (name: string, type: FieldMeta["type"], more: Partial<FieldMeta> = {}): FieldMeta => ({ name, type, labels: {}, ...more });
const column = (meta: FieldMeta, editable = true): Column => ({ field: meta, kind: kindOf(meta), width: 100, left: null, editable, isTitle: false });
const columns = [
  column(field("name", "text", { required: true, max_length: 10 })),
  column(field("grade", "choice", { options: [{ value: "a", labels: { "zh-Hans": "甲级" } }, { value: "b", labels: {} }] })),
  column(field("turnover", "money")),
  column(field("owner", "reference", { to: ["user"] })),
  column(field("clv", "money"), false),
];
const row = (id: string, more: Partial<RecordRow> = {}): RecordRow => ({ id, version: 1, name: `客户${id}`, grade: "b", ...more }) as RecordRow;
const cells = (left: number, right: number, rows: (RecordRow | undefined)[]) => ({ columns, rows, rect: { top: 0, left, bottom: rows.length - 1, right } });
const written = (plan: ReturnType<typeof pastePlan>) => plan.changes.map((change) => [change.id, change.field.name, change.after]);
const formats = formatsFor("zh-CN", "Asia/Shanghai", "CNY");

describe("pasting a block", () => {
  it("reads each cell by its column and writes only what changes", () => {
    const plan = pastePlan(cells(0, 2, [row("1"), row("2")]), [["客户1", "甲级", "¥1,200.50"], ["新名", "b", "3.2万"]], new Map(), null);
    expect(written(plan)).toEqual([["1", "grade", "a"], ["1", "turnover", "1200.50"], ["2", "name", "新名"], ["2", "turnover", "32000"]]);
    expect(plan.refused).toEqual([]);
  });

  it("says of each cell that does not fit why, and keeps the others", () => {
    const plan = pastePlan(cells(0, 4, [row("1"), row("2")]), [["", "特级", "abc", "", "5"], ["一个太长的名字一个太长的名字", "a", "7", "", ""]], new Map(), null);
    expect(plan.refused.map((cell) => [cell.id, cell.field.name, cell.code])).toEqual([
      ["1", "name", "required"],
      ["1", "grade", "not_an_option"],
      ["1", "turnover", "type"],
      ["1", "clv", "read_only"],
      ["2", "name", "too_long"],
    ]);
    expect(written(plan)).toEqual([["2", "grade", "a"], ["2", "turnover", "7"]]);
  });

  it("makes one line of a cell with several where the field has one", () => {
    expect(written(pastePlan(cells(0, 0, [row("1")]), [["两\r\n行"]], new Map(), null))).toEqual([["1", "name", "两 行"]]);
  });

  it("repeats one cell over a whole block", () => {
    const plan = pastePlan(cells(1, 1, [row("1"), row("2"), row("3")]), [["a"]], new Map(), null);
    expect(written(plan)).toEqual([["1", "grade", "a"], ["2", "grade", "a"], ["3", "grade", "a"]]);
  });

  it("leaves out rows that are not records, such as the heads of groups", () => {
    expect(written(pastePlan(cells(0, 0, [undefined, row("1")]), [["甲"], ["乙"]], new Map(), null))).toEqual([["1", "name", "乙"]]);
  });

  it("takes the true values of what was copied here, not their texts", () => {
    const owner = { id: "usr_1", object: "user", title: "王芳" };
    const copied = { text: "x", values: [[{ field: columns[3]?.field ?? field("owner", "reference"), value: owner }]] };
    expect(written(pastePlan(cells(3, 3, [row("1")]), [["王芳"]], new Map(), copied))).toEqual([["1", "owner", owner]]);
  });

  it("finds records by their title, and does not guess between two", () => {
    const user = { name: "user", title: "name", fields: [field("name", "text")] } as unknown as ObjectMeta;
    const titles: KnownTitles = new Map();
    rememberTitles(titles, user, [{ id: "usr_1", version: 1, name: "王芳" }, { id: "usr_2", version: 1, name: "李雷" }, { id: "usr_3", version: 1, name: "李雷" }], "zh-CN");
    const texts = [["王芳"], ["李雷"], ["谁"]];
    const there = cells(3, 3, [row("1"), row("2"), row("3")]);
    expect(titlesWanted(there, texts, null).map((wanted) => wanted.titles)).toEqual([["王芳", "李雷", "谁"]]);
    const plan = pastePlan(there, texts, titles, null);
    expect(written(plan)).toEqual([["1", "owner", { id: "usr_1", object: "user", title: "王芳" }]]);
    expect(plan.refused.map((cell) => cell.code)).toEqual(["ambiguous", "not_found"]);
  });
});

it("fills with the values of the source, and refuses to empty what is required", () => {
  const source = row("0", { grade: "a" });
  const plan = fillPlan(cells(1, 1, [row("1"), row("2")]), { top: -1, bottom: -1, left: 1, right: 1 }, ({ column: place }) => {
    const from = columns[place];
    return from ? { field: from.field, value: source[from.field.name] } : null;
  }, "series", formats, naming("zh-CN"));
  expect(written(plan)).toEqual([["1", "grade", "a"], ["2", "grade", "a"]]);
  const cleared = clearPlan(cells(0, 1, [row("1")]));
  expect(written(cleared)).toEqual([["1", "grade", null]]);
  expect(cleared.refused.map((cell) => cell.code)).toEqual(["required"]);
});

it("continues what two cells begin, and repeats it when asked to copy", () => {
  const amounts = [{ amount: "10.00", currency: "CNY" }, { amount: "20.00", currency: "CNY" }];
  const fill = (way: "series" | "copy") =>
    fillPlan(cells(2, 2, [row("1"), row("2")]), { top: -2, bottom: -1, left: 2, right: 2 }, ({ row: at, column: place }) => {
      const from = columns[place];
      return from ? { field: from.field, value: amounts[at + 2] } : null;
    }, way, formats, naming("zh-CN")).changes.map(({ after }) => after);
  expect(fill("series")).toEqual([{ amount: "30.00", currency: "CNY" }, { amount: "40.00", currency: "CNY" }]);
  expect(fill("copy")).toEqual(amounts);
});

it("copies numbers so that a spreadsheet can calculate with them", () => {
  const [, grade, turnover] = columns;
  if (!grade || !turnover) throw new Error("columns are missing");
  expect(cellText(turnover, { amount: "1200.50", currency: "CNY" }, formats, naming("zh-CN"))).toBe("1200.50");
  expect(cellText(grade, "a", formats, naming("zh-CN"))).toBe("甲级");
  expect(cellText(grade, null, formats, naming("zh-CN"))).toBe("");
});
