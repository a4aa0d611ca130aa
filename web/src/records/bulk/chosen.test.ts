import { expect, it } from "vitest";
import type { ObjectMeta } from "@/metadata";
import { EMPTY_VIEW, type ViewState } from "../views/viewState";
import { chosenCondition, chosenRecords } from "./chosen";

const object = { name: "customer", title: "name", columns: [], fields: [{ name: "kind", type: "choice", labels: {} }] } as unknown as ObjectMeta;
const view: ViewState = { ...EMPTY_VIEW, filters: [{ field: "kind", op: "in", value: "company" }], q: "王" };
const kind = { all: [{ field: "kind", op: "in", value: ["company"] }] };

it("means the ticked records, whatever the list is filtered by", () => {
  expect(chosenRecords(object, view, { mode: "some", ids: new Set(["a", "b"]) })).toEqual({ filter: { field: "id", op: "in", value: ["a", "b"] }, exclude: [] });
});

it("means everything that matches but what was taken out", () => {
  const butOne = { mode: "all", except: new Set(["a"]) } as const;
  expect(chosenRecords(object, view, butOne)).toEqual({ filter: kind, q: "王", exclude: ["a"] });
  expect(chosenCondition(object, view, butOne)).toEqual({ all: [kind, { field: "id", op: "nin", value: ["a"] }] });
  expect(chosenCondition(object, EMPTY_VIEW, butOne)).toEqual({ field: "id", op: "nin", value: ["a"] });
  expect(chosenCondition(object, EMPTY_VIEW, { mode: "all", except: new Set() })).toBeNull();
});
