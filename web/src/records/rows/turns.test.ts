import { expect, it } from "vitest";
import { inTurn, inTurnTogether } from "./turns";

function server(start: number) {
  const asked: number[] = [];
  let version = start;
  return {
    asked,
    someoneElse: () => (version += 1),
    write: async (seen: number) => {
      asked.push(seen);
      await Promise.resolve();
      if (seen !== version) throw new Error("stale");
      version += 1;
      return { version };
    },
  };
}

it("lets a second edit build on the first that is not answered yet", async () => {
  const { write, asked } = server(3);
  const both = await Promise.all([inTurn("cus_a", 3, write), inTurn("cus_a", 3, write)]);
  expect(both.map((fresh) => fresh.version)).toEqual([4, 5]);
  expect(asked).toEqual([3, 4]);
});

it("does not hide what somebody else has changed in between", async () => {
  const { write, someoneElse } = server(1);
  await inTurn("cus_b", 1, write);
  someoneElse();
  await expect(inTurn("cus_b", 2, write)).rejects.toThrow("stale");
  await expect(inTurn("cus_b", 1, write)).rejects.toThrow("stale");
});

it("begins anew when a write went in over somebody else's version", async () => {
  const { write, asked } = server(3);
  // Another field was changed in the meantime: this write found that out and used his version.
  await inTurn("cus_c", 1, () => write(3));
  await expect(inTurn("cus_c", 1, write)).rejects.toThrow("stale");
  expect(asked).toEqual([3, 1]);
});

it("lets a block wait for the edit of one of its records, and a later edit for the block", async () => {
  const { write, asked } = server(3);
  const together = (versions: ReadonlyMap<string, number>) => write(versions.get("cus_d") ?? 0).then(({ version }) => [{ id: "cus_d", version }, { id: "cus_e", version: 8 }]);
  const edit = inTurn("cus_d", 3, write);
  const block = inTurnTogether([{ id: "cus_d", version: 3 }, { id: "cus_e", version: 7 }], together);
  const after = inTurn("cus_d", 3, write);
  expect([(await edit).version, (await block)[0]?.version, (await after).version]).toEqual([4, 5, 6]);
  expect(asked).toEqual([3, 4, 5]);
});
