import { describe, expect, it } from "vitest";
import { keepDraft, keptDraft, mentionBefore, mentioned, split, withMention } from "./compose";

describe("a mention", () => {
  it("begins with @ at the beginning of a word", () => {
    expect(mentionBefore("问 @王", 4)).toBe("王");
    expect(mentionBefore("@", 1)).toBe("");
    expect(mentionBefore("li@example.com", 14)).toBeNull();
    expect(mentionBefore("@王芳 好", 5)).toBeNull();
  });

  it("takes the place of what was typed", () => {
    expect(withMention("请 @wf 看看", 5, "王芳")).toEqual({ text: "请 @王芳  看看", cursor: 6 });
  });

  it("counts only while it stands in the text", () => {
    const mentions = [{ id: "usr_1", title: "王芳" }, { id: "usr_2", title: "李雷" }];
    expect(mentioned({ text: "@王芳 看看", mentions })).toEqual(["usr_1"]);
  });
});

describe("what is written", () => {
  it("has its first line as subject", () => {
    expect(split("  谈好了\n价格不变 ")).toEqual({ subject: "谈好了", body: "谈好了\n价格不变" });
    expect(split("谈好了")).toEqual({ subject: "谈好了", body: null });
    expect(Array.from(split("长".repeat(300)).subject)).toHaveLength(200);
  });

  it("is kept until it is sent", () => {
    keepDraft("cus_1", { kind: "call", text: "半句", outcome: "", due: "", at: "", mentions: [] });
    expect(keptDraft("cus_1")).toMatchObject({ kind: "call", text: "半句" });
    keepDraft("cus_1", { kind: "call", text: "", outcome: "", due: "", at: "", mentions: [] });
    expect(keptDraft("cus_1")).toEqual({});
    localStorage.setItem("guanxi.draft.cus_2", "旧的");
    expect(keptDraft("cus_2")).toEqual({ text: "旧的" });
  });
});
