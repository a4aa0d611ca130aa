import { cleanup, fireEvent, render } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { KeyCatcher } from "./KeyCatcher";

afterEach(cleanup);

function catcher() {
  const keys = {
    move: vi.fn(), extend: vi.fn(), edit: vi.fn(), open: vi.fn(), toggle: vi.fn(), clear: vi.fn(), escape: vi.fn(), undo: vi.fn(), fill: vi.fn(), chooseBlock: vi.fn(),
    copy: vi.fn(() => "a\tb"), cut: vi.fn(() => null), paste: vi.fn(),
  };
  const { getByLabelText } = render(
    <KeyCatcher ref={createRef()} gridId="grid" label="grid" focus={{ row: 2, column: 1 }} head={{ row: 4, column: 1 }} bounds={{ rows: 10, columns: 4, page: 5 }} onFocusChange={() => {}} keys={keys} />,
  );
  return { area: getByLabelText("grid"), ...keys };
}

it("opens the editor with what an input method has composed, and never on its Enter", () => {
  const { area, edit } = catcher();
  fireEvent.compositionStart(area);
  fireEvent.input(area, { target: { value: "wang" }, isComposing: true });
  fireEvent.keyDown(area, { key: "Enter", isComposing: true });
  fireEvent.keyDown(area, { key: "Enter", keyCode: 229 });
  expect(edit).not.toHaveBeenCalled();
  (area as HTMLTextAreaElement).value = "王芳";
  fireEvent.compositionEnd(area);
  expect(edit).toHaveBeenCalledExactlyOnceWith("王芳");
});

it("opens the editor with the letter that was typed", () => {
  const { area, edit } = catcher();
  fireEvent.input(area, { target: { value: "a" } });
  expect(edit).toHaveBeenCalledExactlyOnceWith("a");
});

it("keeps the keys of a spreadsheet", () => {
  const { area, move, edit, open, toggle, clear, escape, undo } = catcher();
  fireEvent.keyDown(area, { key: "ArrowDown" });
  expect(move).toHaveBeenLastCalledWith({ row: 3, column: 1 });
  fireEvent.keyDown(area, { key: "Enter" });
  expect(edit).toHaveBeenLastCalledWith(undefined);
  fireEvent.keyDown(area, { key: "Enter", ctrlKey: true });
  expect(open).toHaveBeenLastCalledWith("page");
  fireEvent.keyDown(area, { key: " " });
  expect(toggle).toHaveBeenLastCalledWith("one");
  fireEvent.keyDown(area, { key: "Delete" });
  expect(clear).toHaveBeenCalledOnce();
  fireEvent.keyDown(area, { key: "z", ctrlKey: true });
  expect(undo).toHaveBeenLastCalledWith("undo");
  fireEvent.keyDown(area, { key: "Z", ctrlKey: true, shiftKey: true });
  expect(undo).toHaveBeenLastCalledWith("redo");
  fireEvent.keyDown(area, { key: "Escape" });
  expect(escape).toHaveBeenCalledOnce();
});

it("lets Tab leave the grid at the end of the row", () => {
  const { area, move } = catcher();
  fireEvent.keyDown(area, { key: "Tab" });
  expect(move).toHaveBeenLastCalledWith({ row: 2, column: 2 });
});

it("draws a block with Shift from its far corner, fills and chooses it", () => {
  const { area, extend, move, fill, chooseBlock } = catcher();
  fireEvent.keyDown(area, { key: "ArrowDown", shiftKey: true });
  expect(extend).toHaveBeenLastCalledWith({ row: 5, column: 1 });
  expect(move).not.toHaveBeenCalled();
  fireEvent.keyDown(area, { key: "d", ctrlKey: true });
  expect(fill).toHaveBeenLastCalledWith("down");
  fireEvent.keyDown(area, { key: "r", ctrlKey: true });
  expect(fill).toHaveBeenLastCalledWith("right");
  fireEvent.keyDown(area, { key: "a", metaKey: true });
  expect(chooseBlock).toHaveBeenCalledOnce();
});

it("gives the block to the clipboard and takes one from it", () => {
  const { area, paste } = catcher();
  const clipboardData = { setData: vi.fn(), getData: () => "x\ty" };
  fireEvent.copy(area, { clipboardData });
  expect(clipboardData.setData).toHaveBeenCalledExactlyOnceWith("text/plain", "a\tb");
  fireEvent.cut(area, { clipboardData });
  expect(clipboardData.setData).toHaveBeenCalledOnce();
  fireEvent.paste(area, { clipboardData });
  expect(paste).toHaveBeenCalledExactlyOnceWith("x\ty");
});
