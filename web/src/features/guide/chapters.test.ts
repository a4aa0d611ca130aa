import { expect, test } from "vitest";
import { LANGUAGES } from "@/shared/i18n";
import { chapterOf, CHAPTERS, chapterText, pictureFiles, pictureUrl } from "./chapters";
import { parse } from "./markdown";

test("every page has its chapter, the narrower one first", () => {
  expect(["/", "/objects/customers", "/objects/customers/cus_1", "/imports/imp_1", "/insight/rfm", "/settings/access", "/settings", "/nowhere"].map(chapterOf)).toEqual(["today", "lists", "record-page", "import", "insight", "rights", "upkeep", "getting-started"]);
});

test("every chapter is written in every language and begins with its title", async () => {
  for (const language of LANGUAGES) {
    for (const { name } of CHAPTERS) {
      const [first] = parse(await chapterText(name, language));
      expect(first, `${name} in ${language}`).toMatchObject({ kind: "heading", level: 1 });
    }
  }
});

test("every picture that a chapter shows is there, and every picture is shown", async () => {
  const shown = new Set<string>();
  for (const language of LANGUAGES) {
    for (const { name } of CHAPTERS) {
      for (const block of parse(await chapterText(name, language))) if (block.kind === "picture") shown.add(block.file);
    }
  }
  expect([...shown].toSorted()).toEqual(pictureFiles().toSorted());
  for (const file of shown) expect(pictureUrl(file), file).toContain(file);
});
