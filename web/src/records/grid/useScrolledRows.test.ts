import { describe, expect, it } from "vitest";
import { factorOf, placeAt } from "./useScrolledRows";

const shape = (count: number) => ({ count, row: 36, covered: 72 });
const ROOM = 720;

describe("rows behind a scrollbar", () => {
  it("are drawn where they are, a few more above and below", () => {
    expect(placeAt(shape(1000), ROOM, 3600)).toEqual({ first: 92, last: 128, shift: 0 });
    expect(placeAt(shape(5), ROOM, 0)).toEqual({ first: 0, last: 4, shift: 0 });
    expect(placeAt(shape(0), ROOM, 0)).toEqual({ first: 0, last: -1, shift: 0 });
  });

  it.each([1_000_000, 20_000_000])("reach the last of %i although no page can be that tall", (count) => {
    const factor = factorOf(shape(count), ROOM);
    expect(factor).toBeGreaterThan(2);
    const bottom = placeAt(shape(count), ROOM, 15_000_000 - ROOM);
    expect(bottom.last).toBe(count - 1);
    expect(bottom.first).toBe(count - ROOM / 36 - 8);
    expect(placeAt(shape(count), ROOM, 0)).toEqual({ first: 0, last: 28, shift: 0 });
  });
});
