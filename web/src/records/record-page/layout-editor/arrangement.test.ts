import { expect, it } from "vitest";
import { type Arrangement, changedRule, kept, placed, sectionStepped, stepped, withoutSection, withSection } from "./arrangement";

const start: Arrangement = {
  sections: [
    { name: "who", labels: { en: "Who" }, when: null, fields: ["name", "kind"] },
    { name: "reach", labels: {}, when: "kind = 'company'", fields: ["phone", "email"] },
  ],
  hidden: ["website"],
  fields: {},
};

const fields = (arrangement: Arrangement) => [...arrangement.sections.map((section) => section.fields.join(" ")), arrangement.hidden.join(" ")];

it("moves a field between sections, out of sight and back", () => {
  expect(fields(placed(start, "phone", { section: 0, before: "kind" }))).toEqual(["name phone kind", "email", "website"]);
  expect(fields(placed(start, "kind", { section: "hidden", before: null }))).toEqual(["name", "phone email", "website kind"]);
  expect(fields(placed(start, "website", { section: 1, before: null }))).toEqual(["name kind", "phone email website", ""]);
  expect(placed(start, "name", { section: 0, before: "name" })).toBe(start);
});

it("steps a field up and down, over the edge of its section", () => {
  expect(fields(stepped(start, "kind", -1))[0]).toBe("kind name");
  expect(fields(stepped(start, "name", 1))[0]).toBe("kind name");
  expect(fields(stepped(start, "kind", 1))).toEqual(["name", "kind phone email", "website"]);
  expect(fields(stepped(start, "phone", -1))).toEqual(["name kind phone", "email", "website"]);
  expect(stepped(start, "name", -1)).toBe(start);
});

it("loses no field with a section", () => {
  expect(fields(withoutSection(start, 1))).toEqual(["name kind phone email", "website"]);
  expect(fields(withoutSection(start, 0))).toEqual(["phone email name kind", "website"]);
  expect(withoutSection(withoutSection(start, 0), 0).sections).toHaveLength(1);
  expect(sectionStepped(start, 1, -1).sections.map((section) => section.name)).toEqual(["reach", "who"]);
  expect(withSection(start).sections.at(-1)?.name).toBe("section_3");
});

it("keeps only rules that say something", () => {
  const ruled = changedRule(start, "phone", { required: true });
  expect(kept(ruled).fields).toEqual({ phone: { required: true } });
  expect(kept(changedRule(ruled, "phone", { required: false })).fields).toEqual({});
  expect(kept(start).sections[0]).toEqual({ name: "who", labels: { en: "Who" }, fields: ["name", "kind"] });
});
