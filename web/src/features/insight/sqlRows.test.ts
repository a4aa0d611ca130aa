import { expect, test } from "vitest";
import { charted, inserted, positionOf, quoted, type SqlAnswer } from "./sqlRows";

test("a name that is a word of SQL stands in quotes", () => {
  expect(["customers", "order", "x_größe", 'a"b'].map(quoted)).toEqual(["customers", '"order"', '"x_größe"', '"a""b"']);
});

test("a name goes where the cursor is", () => {
  expect(inserted("select  from orders", 7, 7, "total")).toEqual({ sql: "select total from orders", cursor: 12 });
  expect(inserted("select", 6, 6, "total")).toEqual({ sql: "select total", cursor: 12 });
  expect(inserted("select o.", 9, 9, "total")).toEqual({ sql: "select o.total", cursor: 14 });
});

test("line and column are a position", () => {
  expect(positionOf("select\n  nmae", 2, 3)).toBe(9);
  expect(positionOf("select", 9, 9)).toBe(6);
});

test("a chart draws the numbers along what is none", () => {
  const answer = (columns: SqlAnswer["columns"], rows: SqlAnswer["rows"]): SqlAnswer => ({ columns, rows, truncated: false, as_of: "", seconds: 0 });
  expect(charted(answer([{ name: "n", type: "integer" }, { name: "tier", type: "text" }, { name: "sum", type: "decimal" }], [[2, "mvc", "12.500"], [1, null, null]]))).toEqual({
    names: ["mvc", ""],
    series: [
      { name: "n", values: [2, 1] },
      { name: "sum", values: [12.5, null] },
    ],
  });
  expect(charted(answer([{ name: "name", type: "text" }], [["a"]]))).toBeNull();
  expect(charted(answer([{ name: "n", type: "integer" }], []))).toBeNull();
});
