import { describe, expect, it } from "vitest";
import type { FieldMeta, RecordRow } from "@/metadata";
import { cardsOf, countOf, lanesOf } from "./lanes";

const status: FieldMeta = { name: "status", type: "choice", labels: {}, required: true, options: [{ value: "open", labels: {} }, { value: "done", labels: {} }] };
const amount: FieldMeta = { name: "total", type: "money", labels: {} };
const row = (id: string): RecordRow => ({ id, version: 1, status: "open" });

describe("the lanes of a board", () => {
  it("stand for every option, with the server's counts and sums", () => {
    const lanes = lanesOf(status, [{ group: { status: "done" }, count: 7, sum: { total: { amount: "9", currency: "CNY" } } }], amount);
    expect(lanes.map((lane) => [lane.value, lane.count, lane.amount])).toEqual([
      ["open", 0, null],
      ["done", 7, { amount: "9", currency: "CNY" }],
    ]);
  });

  it("show records without a value only where there are some", () => {
    expect(lanesOf(status, [{ group: { status: null }, count: 2 }], undefined).map((lane) => lane.value)).toEqual([null, "open", "done"]);
    expect(lanesOf({ ...status, required: false }, [], undefined).map((lane) => lane.value)).toEqual(["open", "done"]);
  });

  it("follow a card at once", () => {
    const [open, done] = lanesOf(status, [{ group: { status: "open" }, count: 2 }, { group: { status: "done" }, count: 1 }], undefined);
    if (!open || !done) throw new Error("a lane is missing");
    const moves = [{ row: row("a"), from: "open", to: "done" }];
    expect(cardsOf(open, [row("a"), row("b")], moves).map((card) => card.id)).toEqual(["b"]);
    expect(cardsOf(done, [row("c")], moves).map((card) => card.id)).toEqual(["a", "c"]);
    expect([countOf(open, moves), countOf(done, moves)]).toEqual([1, 2]);
  });
});
