import { describe, expect, it } from "vitest";
import type { FieldMeta, ObjectMeta, RecordRow } from "@/metadata";
import { differing, likelySurvivor, mergeSteps, pickOf } from "./plan";

const field = (name: string, more: Partial<FieldMeta> = {}): FieldMeta => ({ name, type: "text", labels: {}, ...more });
const [name, phone, tags] = [field("name"), field("phone"), field("tags", { type: "reference", many: true })];
const object = { name: "customer", fields: [field("id", { system: true }), name, phone, tags, field("tier", { side: "insight", read_only: true })], can: { update: true } } as unknown as ObjectMeta;
const row = (id: string, more: Partial<RecordRow>): RecordRow => ({ id, version: 1, ...more }) as RecordRow;
const rows = [row("cus_1", { name: "华星", phone: "1", tier: "a" }), row("cus_2", { name: "华星公司", phone: null, tier: "b", tags: ["tag_1"] }), row("cus_3", { name: "华星", phone: "3" })];

describe("making one record of several", () => {
  it("asks only about what differs", () => {
    expect(differing(object, rows)).toEqual([name, phone, tags]);
    expect(differing(object, [row("a", { name: "x" }), row("b", { name: "x" })])).toEqual([]);
  });

  it("keeps what the survivor has, and fills what it lacks", () => {
    expect(pickOf(phone, rows, "cus_1", {})).toBe("cus_1");
    expect(pickOf(phone, rows, "cus_2", {})).toBe("cus_1");
    expect(pickOf(name, rows, "cus_1", { name: "cus_2" })).toBe("cus_2");
  });

  it("takes a picked value in the turn of its record, and lets nothing replace it", () => {
    expect(mergeSteps(object, rows, "cus_1", { name: "cus_2", phone: "cus_3" })).toEqual([
      { other: "cus_2", keep: { name: "other", phone: "this" } },
      { other: "cus_3", keep: { name: "this", phone: "other" } },
    ]);
  });

  it("suggests the record that knows most, and the older one of equals", () => {
    expect(likelySurvivor(object, [row("cus_2", { name: "a" }), row("cus_1", { name: "a" }), row("cus_3", {})])).toBe("cus_1");
    expect(likelySurvivor(object, [row("cus_1", { name: "a" }), row("cus_2", { name: "a", phone: "1" })])).toBe("cus_2");
  });
});
