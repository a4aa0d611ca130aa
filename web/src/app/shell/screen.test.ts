import { expect, test } from "vitest";
import type { Catalog, ObjectMeta } from "@/metadata";
import { navigation } from "./screen";

const object = (name: string, access: ObjectMeta["access"] = "owned", area = "core") => ({ name, access, area, can: { read: true } }) as unknown as ObjectMeta;

const catalog = { objects: Object.fromEntries([object("customer"), object("task", "owned", "flow"), object("order", "owned", "sales"), object("order_line", "parent", "sales")].map((entry) => [entry.name, entry])) } as unknown as Catalog;

const names = (objects: ObjectMeta[]) => objects.map((entry) => entry.name);

test("without a wish the objects stand in their areas", () => {
  const { groups, more } = navigation(catalog, {});
  expect(groups.map((group) => [group.name, names(group.objects)])).toEqual([["core", ["customer"]], ["flow", ["task"]], ["sales", ["order"]]]);
  expect(names(more)).toEqual(["order_line"]);
});

test("what somebody hid is still found under more", () => {
  const { groups, more } = navigation(catalog, { hidden: ["order"] });
  expect(groups.map((group) => group.name)).toEqual(["core", "flow"]);
  expect(names(more)).toEqual(["order", "order_line"]);
});

test("one's own order wins, takes details in, and a new object comes last", () => {
  const { groups, more } = navigation(catalog, { order: ["order", "order_line", "customer"], hidden: [] });
  expect(groups.map((group) => names(group.objects))).toEqual([["order", "order_line", "customer", "task"]]);
  expect(more).toEqual([]);
});
