import { describe, expect, it } from "vitest";
import { defaultView, inSections, moved, type SavedView, savedView } from "./savedViews";

const view = (id: string, more: Partial<SavedView> = {}): SavedView => ({ id, version: 1, name: id, search: {}, isPinned: false, isMine: true, visibility: "private", position: 0, defaultFor: [], ...more });

describe("saved views", () => {
  it("are read whatever an old one holds", () => {
    expect(savedView({ id: "vie_1", version: 2, name: "公司", state: { sort: "name", odd: 3 }, pinned: true, position: 4, visibility: "all", owner: "usr_1", default_for: ["rol_1"] }, "usr_1")).toEqual(
      view("vie_1", { version: 2, name: "公司", search: { sort: "name" }, isPinned: true, visibility: "all", position: 4, defaultFor: ["rol_1"] }),
    );
    expect(savedView({ id: "vie_2", version: 1, state: null }, "usr_1")).toMatchObject({ name: "", search: {}, isMine: false, visibility: "private" });
  });

  it("stand by whose they are, pinned ones first", () => {
    const sections = inSections([view("b", { position: 1 }), view("a", { position: 2, isPinned: true }), view("t", { isMine: false, visibility: "team" }), view("e", { isMine: false, visibility: "all" })]);
    expect(sections.mine.map((one) => one.id)).toEqual(["a", "b"]);
    expect(sections.team.map((one) => one.id)).toEqual(["t"]);
    expect(sections.all.map((one) => one.id)).toEqual(["e"]);
  });

  it("are moved by one place, and only what changes is written", () => {
    const three = [view("a", { position: 0 }), view("b", { position: 1 }), view("c", { position: 2 })];
    expect(moved(three, "c", -1)).toEqual([{ id: "c", position: 1 }, { id: "b", position: 2 }]);
    expect(moved(three, "a", -1)).toEqual([]);
    expect(moved([view("a"), view("b")], "b", -1)).toEqual([{ id: "a", position: 1 }]);
  });

  it("come up first for those whose role they are meant for", () => {
    const views = [view("a"), view("b", { defaultFor: ["rol_2"] })];
    expect(defaultView(views, ["rol_1", "rol_2"])?.id).toBe("b");
    expect(defaultView(views, ["rol_1"])).toBeUndefined();
  });
});
