import { expect, test } from "vitest";
import { mixed } from "./looks";

test("colours mix channel by channel", () => {
  expect(mixed("#ffffff", "#3b5bdb", 0)).toBe("#ffffff");
  expect(mixed("#ffffff", "#3b5bdb", 1)).toBe("#3b5bdb");
  expect(mixed("#000000", "#ff8000", 0.5)).toBe("#804000");
});

test("a colour that the build has shortened is the same colour", () => {
  expect(mixed("#fff", "#3b5bdb", 0.5)).toBe(mixed("#ffffff", "#3b5bdb", 0.5));
});
