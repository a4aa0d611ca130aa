import { describe, expect, it } from "vitest";
import type { FieldMeta } from "@/metadata";
import { afterChanges, changesOf, History, onItsWay, type Step } from "./history";

const name: FieldMeta = { name: "name", type: "text", labels: {} };
const step = (id: string, object = "customer"): Step => ({ object, changes: [{ id, field: name, before: "old", after: "new" }] });

describe("taking back", () => {
  it("goes back in order and forth again", () => {
    const history = new History();
    history.remember(step("a"));
    history.remember(step("b"));
    const last = history.take("customer", "undo");
    expect(last).toEqual(step("b"));
    if (last) history.settle(last, "undo");
    expect(history.take("customer", "redo")).toEqual(step("b"));
    expect(history.take("customer", "undo")).toEqual(step("a"));
    expect(history.take("customer", "undo")).toBeUndefined();
  });

  it("forgets what could be redone once something new is done, in the same list only", () => {
    const history = new History();
    history.settle(step("a"), "undo");
    history.settle(step("o", "order"), "undo");
    history.remember(step("b"));
    expect(history.take("customer", "redo")).toBeUndefined();
    expect(history.take("order", "redo")).toEqual(step("o", "order"));
  });

  it("keeps no step that changed nothing", () => {
    const history = new History();
    history.remember({ object: "customer", changes: [] });
    expect(history.take("customer", "undo")).toBeUndefined();
  });

  it("turns the values around", () => {
    expect(changesOf(step("a"), "undo")).toEqual([{ id: "a", field: name, before: "new", after: "old" }]);
    expect(changesOf(step("a"), "redo")).toEqual(step("a").changes);
  });
});

describe("changes on their way", () => {
  it("lets who takes something back wait for the answer, and the next one for him", async () => {
    const told: string[] = [];
    let answer: () => void = () => {};
    const change = onItsWay(
      new Promise<void>((resolve) => {
        answer = resolve;
      }).then(() => told.push("saved")),
    );
    const first = afterChanges(async () => told.push("taken back"));
    const second = afterChanges(async () => told.push("taken back again"));
    await Promise.resolve();
    expect(told).toEqual([]);
    answer();
    await Promise.all([change, first, second]);
    expect(told).toEqual(["saved", "taken back", "taken back again"]);
  });

  it("goes on after a refused change", async () => {
    const refused = onItsWay(Promise.reject(new Error("refused")));
    await expect(refused).rejects.toThrow("refused");
    await expect(afterChanges(async () => "taken back")).resolves.toBe("taken back");
  });
});
