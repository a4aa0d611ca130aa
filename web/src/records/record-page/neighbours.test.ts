import { expect, it } from "vitest";
import { neighboursIn } from "./neighbours";

const rows = (...ids: string[]) => ids.map((id) => ({ id, version: 1 }));

it("walks the list that was looked at last, over the edge of a page", () => {
  const pages = [
    { list: "mine", place: 0, rows: rows("a", "b") },
    { list: "mine", place: 1, rows: rows("c", "d") },
    { list: "all", place: 1, rows: rows("x") },
  ];
  expect(neighboursIn(pages, "b")).toEqual({ previous: "a", next: "c" });
  expect(neighboursIn(pages, "c")).toEqual({ previous: "b", next: "d" });
  expect(neighboursIn(pages, "a")).toEqual({ previous: null, next: "b" });
  expect(neighboursIn(pages, "d")).toEqual({ previous: "c", next: null });
  expect(neighboursIn(pages, "nobody")).toEqual({ previous: null, next: null });
});
