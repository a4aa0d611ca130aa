import { describe, expect, it } from "vitest";
import { messages as english } from "./locales/en";
import { messages as simplified } from "./locales/zh-CN";
import { messages as traditional } from "./locales/zh-TW";

type Tree = { [key: string]: string | Tree };

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(tree: Tree, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(prefix + key, value);
    else for (const [name, text] of flat(value, `${prefix}${key}.`)) found.set(name, text);
  }
  return found;
}

const base = (key: string) => key.replace(PLURAL, "");
const keys = (tree: Tree) => [...new Set([...flat(tree).keys()].map(base))].sort();
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]))].sort();
const textOf = (texts: Map<string, string>, key: string) => texts.get(key) ?? texts.get(`${key}_other`) ?? "";

const languages: [string, Tree][] = [
  ["zh-CN", simplified],
  ["zh-TW", traditional],
];

describe.each(languages)("%s", (_name, tree) => {
  it("has every text that English has, and no other", () => {
    expect(keys(tree)).toEqual(keys(english));
  });

  it("fills the same placeholders as English", () => {
    const ours = flat(tree);
    const theirs = flat(english);
    for (const key of keys(english)) {
      const used = placeholders(textOf(ours, key));
      const known = placeholders(textOf(theirs, key));
      expect(used.filter((name) => name !== "count"), key).toEqual(known.filter((name) => name !== "count"));
    }
  });

  it("leaves no text empty", () => {
    for (const [key, text] of flat(tree)) expect(text.trim(), key).not.toBe("");
  });

  it("writes Chinese with full-width commas between hanzi", () => {
    for (const [key, text] of flat(tree)) expect(text, key).not.toMatch(/[\u4e00-\u9fff][,?][\u4e00-\u9fff]/);
  });
});

describe("zh-TW", () => {
  it("uses the words of Taiwan, not converted ones of the mainland", () => {
    const foreign = /設置|默認|(?<!妥善)保存|搜索|回收站|郵箱|視圖|登錄|賬|數據庫|文件夾|鼠標|信息|軟件|網絡/;
    for (const [key, text] of flat(traditional)) {
      expect(text, key).not.toMatch(foreign);
    }
  });
});
