import { describe, expect, it } from "vitest";
import { chosenCount, isChosen, NOTHING, type Selection, toggled } from "./selection";

const everything: Selection = { mode: "all", except: new Set() };

describe("choosing rows", () => {
  it("counts what was ticked", () => {
    const two = toggled(NOTHING, ["a", "b"], "chosen");
    expect(chosenCount(two, 1000)).toBe(2);
    expect(isChosen(toggled(two, ["a"], "not chosen"), "a")).toBe(false);
  });

  it("means the filter, not the loaded rows, when all are chosen", () => {
    const butOne = toggled(everything, ["a"], "not chosen");
    expect(isChosen(butOne, "never loaded")).toBe(true);
    expect(isChosen(butOne, "a")).toBe(false);
    expect(chosenCount(butOne, 1_000_000)).toBe(999_999);
    expect(chosenCount(toggled(butOne, ["a"], "chosen"), 10)).toBe(10);
  });
});
