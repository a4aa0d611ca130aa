import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { useShortcut } from ".";

afterEach(cleanup);

function Page({ run }: { run: () => void }) {
  useShortcut("create", run);
  return <input aria-label="name" />;
}

it("runs a single-key shortcut, but not while somebody types or composes", () => {
  const run = vi.fn();
  const { getByLabelText } = render(<Page run={run} />);
  fireEvent.keyDown(document.body, { key: "c" });
  expect(run).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(getByLabelText("name"), { key: "c" });
  fireEvent.keyDown(document.body, { key: "c", isComposing: true });
  fireEvent.keyDown(document.body, { key: "c", keyCode: 229 });
  fireEvent.keyDown(document.body, { key: "c", ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

it("keeps single keys quiet while a dialog is open", () => {
  const run = vi.fn();
  render(
    <>
      <Page run={run} />
      <div role="dialog" />
    </>,
  );
  fireEvent.keyDown(document.body, { key: "c" });
  expect(run).not.toHaveBeenCalled();
});
