import { describe, expect, it } from "vitest";
import { FIELD_TYPES, type FieldMeta, type FieldType, type FieldValue, naming } from "@/metadata";
import { formatsFor } from "@/shared/format";
import { kindOf } from "./registry";

const field = (type: FieldType, more: Partial<FieldMeta> = {}): FieldMeta => ({ name: "field", type, labels: {}, ...more });
const parse = (type: FieldType, text: string, more: Partial<FieldMeta> = {}) => kindOf(field(type, more)).parse(text, field(type, more));
const format = (type: FieldType, value: FieldValue, language: "zh-CN" | "zh-TW" | "en" = "zh-CN", more: Partial<FieldMeta> = {}) =>
  kindOf(field(type, more)).format(value, field(type, more), formatsFor(language, "Asia/Shanghai", "CNY"), naming(language));

describe("every type", () => {
  it.each(FIELD_TYPES)("%s shows, edits and filters", (type) => {
    const kind = kindOf(field(type));
    expect(kind.operators.length).toBeGreaterThan(0);
    expect(kind.Display).toBeTypeOf("function");
    expect(kind.Editor).toBeTypeOf("function");
    expect(format(type, null)).toBe("");
  });

  it("a formula looks like its result", () => {
    expect(kindOf(field("formula", { result: "money" }))).toBe(kindOf(field("money")));
    expect(kindOf(field("roll_up", { result: "date" }))).toBe(kindOf(field("date")));
  });
});

describe("numbers and money", () => {
  it.each([
    ["1,234.50", "1234.50"],
    ["¥1,234", "1234"],
    ["１２３．５", "123.5"],
    ["3.2万", "32000"],
    ["1.5億", "150000000"],
    ["(12.30)", "-12.3"],
    ["-7", "-7"],
    ["88元", "88"],
  ])("reads %s", (typed, amount) => {
    expect(parse("money", typed)).toEqual({ ok: true, value: amount });
  });

  it.each(["abc", "1.2.3", "12-3", "--1"])("refuses %s", (typed) => {
    expect(parse("money", typed)).toEqual({ ok: false, code: "type" });
  });

  it("keeps to whole numbers and limits", () => {
    expect(parse("number", "4.5")).toEqual({ ok: false, code: "type" });
    expect(parse("number", "9", { max: 5 })).toEqual({ ok: false, code: "too_large" });
    expect(parse("number", "0", { min: 1 })).toEqual({ ok: false, code: "too_small" });
    expect(parse("number", "5", { max: 5 })).toEqual({ ok: true, value: 5 });
    expect(parse("number", "")).toEqual({ ok: true, value: null });
  });

  it("writes money as the language does", () => {
    const yuan = { amount: "1234567.00", currency: "CNY" };
    expect(format("money", yuan, "zh-CN")).toBe("¥1,234,567");
    expect(format("money", { amount: "12.50", currency: "USD" }, "en")).toBe("$12.50");
    expect(formatsFor("zh-CN", "Asia/Shanghai", "CNY").compactMoney({ amount: "120000000", currency: "CNY" })).toBe("¥1.2亿");
    expect(formatsFor("zh-TW", "Asia/Taipei", "CNY").compactMoney({ amount: "120000000", currency: "CNY" })).toBe("¥1.2億");
  });

  it("takes percent as it is said", () => {
    expect(parse("percent", "12.5%")).toEqual({ ok: true, value: "12.5" });
    expect(format("percent", "12.5", "en")).toBe("12.5%");
  });
});

describe("dates", () => {
  it.each(["2026-11-21", "2026/11/21", "2026.11.21", "20261121", "2026年11月21日", "２０２６-１１-２１"])("reads %s", (typed) => {
    expect(parse("date", typed)).toEqual({ ok: true, value: "2026-11-21" });
  });

  it.each(["32/13", "2026-02-30", "2026-13-01", "tomorrow"])("refuses %s", (typed) => {
    expect(parse("date", typed)).toEqual({ ok: false, code: "type" });
  });

  it("shows a day as that day in every zone", () => {
    expect(formatsFor("zh-CN", "America/Los_Angeles").date("2026-11-21")).toBe("2026/11/21");
    expect(formatsFor("zh-CN", "Asia/Shanghai").date("2026-09-07")).toBe("2026/09/07");
    expect(formatsFor("en", "Pacific/Kiritimati").date("2026-11-21")).toBe("Nov 21, 2026");
  });

  it("shows a moment in the zone of the company", () => {
    expect(formatsFor("zh-CN", "Asia/Shanghai").dateTime("2026-11-21T23:30:00Z")).toContain("2026/11/22");
  });
});

describe("choices", () => {
  const tier = { options: [{ value: "mvc", labels: { en: "Most valuable", "zh-Hans": "最有价值" } }] };

  it("takes a value or its label in any language", () => {
    for (const typed of ["mvc", "Most valuable", "最有价值", " MVC "]) expect(parse("choice", typed, tier)).toEqual({ ok: true, value: "mvc" });
    expect(parse("choice", "best", tier)).toEqual({ ok: false, code: "not_an_option" });
    expect(parse("multi_choice", "mvc、mvc", tier)).toEqual({ ok: true, value: ["mvc", "mvc"] });
  });

  it("shows the label of the language, or the value when the option has gone", () => {
    expect(format("choice", "mvc", "zh-CN", tier)).toBe("最有价值");
    expect(format("choice", "gone", "en", tier)).toBe("gone");
  });
});

describe("people and places", () => {
  it("writes names in the order of their script", () => {
    expect(format("person_name", { family: "王", given: "芳" })).toBe("王芳");
    expect(format("person_name", { family: "Chen", given: "Alice" })).toBe("Alice Chen");
  });

  it("writes addresses from large to small, or from small to large", () => {
    expect(format("address", { province: "上海市", city: "上海市", street: "世纪大道 100 号", postcode: "200120" })).toBe("上海市上海市世纪大道 100 号 200120");
    expect(format("address", { city: "Hamburg", street: "Alster 1", country: "DE" }, "en")).toBe("Alster 1, Hamburg, Germany");
  });

  it("groups mainland mobiles and reads them with any spaces", () => {
    expect(format("phone", "+8613800138000")).toBe("+86 138 0013 8000");
    expect(parse("phone", "138-0013 8000")).toEqual({ ok: true, value: "13800138000" });
    expect(parse("phone", "call me")).toEqual({ ok: false, code: "format" });
  });

  it("knows an e-mail address when it sees one", () => {
    expect(parse("email", "wang＠example.com")).toEqual({ ok: true, value: "wang@example.com" });
    expect(parse("email", "wang")).toEqual({ ok: false, code: "format" });
  });

  it("never links to a script", () => {
    expect(parse("url", "example.com")).toEqual({ ok: true, value: "https://example.com" });
  });
});
