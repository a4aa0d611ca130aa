import { expect, test } from "vitest";
import { flat, placesFor, type Team, treeOf } from "./teamTree";

const team = (id: string, parent: string | null): Team => ({ id, name: id, parent, leader: null });

const TEAMS = [team("sales", null), team("east", "sales"), team("hangzhou", "east"), team("west", "sales"), team("hidden child", "unseen")];

test("departments stand below each other, and one whose parent is unseen at the top", () => {
  const rows = flat(treeOf(TEAMS)).map((branch) => [branch.id, branch.depth]);
  expect(rows).toEqual([["hidden child", 0], ["sales", 0], ["east", 1], ["hangzhou", 2], ["west", 1]]);
});

test("a department may go anywhere but into itself", () => {
  expect(placesFor(treeOf(TEAMS), "east").map((place) => place.id)).toEqual(["hidden child", "sales", "west"]);
});
