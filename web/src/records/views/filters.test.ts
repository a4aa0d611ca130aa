import { describe, expect, it } from "vitest";
import { filterAt, withFilterAt, withNewFilter } from "./filters";
import { EMPTY_VIEW, type Filter, type ViewState } from "./viewState";

const filter = (field: string, value = "1"): Filter => ({ field, op: "eq", value });
const view: ViewState = { ...EMPTY_VIEW, filters: [filter("a"), filter("b")] };

describe("alternatives", () => {
  it("make a group of a filter and the one that may hold instead", () => {
    const { view: next, place } = withNewFilter(view, { orOf: { group: null, index: 0 } }, filter("c"));
    expect(next.filters).toEqual([filter("b")]);
    expect(next.any).toEqual([[filter("a"), filter("c")]]);
    expect(filterAt(next, place)).toEqual(filter("c"));
    const third = withNewFilter(next, { orOf: { group: 0, index: 0 } }, filter("d"));
    expect(third.view.any).toEqual([[filter("a"), filter("c"), filter("d")]]);
    expect(third.place).toEqual({ group: 0, index: 2 });
  });

  it("fall apart again when only one is left", () => {
    const grouped: ViewState = { ...view, filters: [], any: [[filter("a"), filter("c")]] };
    expect(withFilterAt(grouped, { group: 0, index: 1 }, null)).toEqual({ ...view, filters: [filter("a")], any: [] });
    expect(withFilterAt(grouped, { group: 0, index: 1 }, filter("c", "2")).any).toEqual([[filter("a"), filter("c", "2")]]);
  });
});

it("keeps one plain filter for a field, and takes an empty one out", () => {
  const { view: next, place } = withNewFilter(view, "all", filter("a", "9"));
  expect(next.filters).toEqual([filter("b"), filter("a", "9")]);
  expect(place).toEqual({ group: null, index: 1 });
  expect(withFilterAt(view, { group: null, index: 0 }, filter("a", "")).filters).toEqual([filter("b")]);
});
