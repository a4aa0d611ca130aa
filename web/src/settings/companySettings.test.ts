import { expect, test } from "vitest";
import defaults from "../../../guanxi.default.toml?raw";
import { LANGUAGES } from "@/shared/i18n";

/** Sections of the settings that the company's page shows. */
const SHOWN = ["company", "security", "insight", "import"];
/** They have pages of their own. */
const ELSEWHERE = ["company_work_days", "company_holidays"];

test("every setting of the company has a name in every language", async () => {
  const keys = keysOf(defaults);
  expect(keys).toContain("company_country");
  for (const language of LANGUAGES) {
    const { default: texts } = (await import(`../shared/i18n/locales/${language}/settings.json`)) as { default: { keys: Record<string, string> } };
    expect(keys.filter((key) => !texts.keys[key]), language).toEqual([]);
  }
});

function keysOf(toml: string): string[] {
  let section = "";
  const keys: string[] = [];
  for (const line of toml.split("\n")) {
    const head = /^\[([a-z_.]+)\]/.exec(line)?.[1];
    const name = /^([a-z0-9_.]+)\s*=/.exec(line)?.[1];
    if (head) section = head;
    else if (name && SHOWN.includes(section)) keys.push(`${section}.${name}`.replaceAll(".", "_"));
  }
  return keys.filter((key) => !ELSEWHERE.includes(key));
}
