import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { catalogQuery, type FieldMeta, type ObjectMeta, type RecordRow } from "@/metadata";
import { NOTHING } from "../rows";
import { kindOf } from "@/fields";
import { Grid } from "./Grid";

vi.mock("./useScrollMemory", () => ({ useScrollMemory: () => {} }));

const kind = { name: "kind", type: "choice", labels: { en: "Kind" }, options: [{ value: "company", labels: { en: "Company" } }, { value: "person", labels: { en: "Person" } }] } as unknown as FieldMeta;
const name = { name: "name", type: "text", labels: { en: "Name" } } as unknown as FieldMeta;
const customer = { name: "customer", plural: "customers", title: "name", labels: {}, fields: [name, kind], sections: [], can: { update: true } } as unknown as ObjectMeta;
const rows: RecordRow[] = ["华星", "瑞丰", "云帆"].map((title, place) => ({ id: `cus_${place}`, version: 1, name: title, kind: "company" }));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  // No frame is ever drawn: whoever types is faster than the screen.
  vi.stubGlobal("requestAnimationFrame", () => 0);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function shown() {
  const client = new QueryClient();
  client.setQueryData(catalogQuery.queryKey, { objects: {}, company: { time_zone: "Asia/Shanghai", currency: "CNY" } } as never);
  const acts = { onOpen: vi.fn(), onClosePeek: vi.fn(), onNear: vi.fn(), onSave: vi.fn(), toggle: vi.fn() };
  render(
    <QueryClientProvider client={client}>
      <Grid
        object={customer}
        columns={[name, kind].map((field) => ({ field, kind: kindOf(field), width: 100, left: null, editable: true, isTitle: field === name }))}
        window={{ total: rows.length, records: rows.length, load: () => Promise.resolve(rows), rowAt: (index) => rows[index], loaded: rows, show: () => {}, error: null, refresh: () => {} }}
        sort={[]}
        selection={{ selection: NOTHING, toggle: acts.toggle, chooseAll: () => {}, clear: () => {} }}
        openId={undefined}
        actions={{ sortBy: () => {}, hide: () => {}, filterBy: () => {}, groupBy: () => {}, pin: () => {}, move: () => {}, resize: () => {} }}
        foot={null}
        matches={() => true}
        area={{ current: null }}
        news={{ changed: new Set(), show: () => {} }}
        onOpen={acts.onOpen}
        onClosePeek={acts.onClosePeek}
        onNear={acts.onNear}
        onSave={acts.onSave}
      />
      <button type="button">elsewhere</button>
    </QueryClientProvider>,
  );
  return acts;
}

it("has the keys again in the moment in which an editor closes", async () => {
  const user = userEvent.setup();
  const { toggle, onSave } = shown();
  await user.click(screen.getByText("瑞丰"));
  await user.keyboard("{ArrowRight}{Enter}");
  await waitFor(() => screen.getByRole("dialog"));
  await user.keyboard("{Escape} ");
  expect(toggle).toHaveBeenCalledExactlyOnceWith(["cus_1"], "chosen");
  await user.keyboard("{ArrowLeft}x{Enter}y{Enter}");
  expect(onSave.mock.calls.map(([row, field, value]) => [row.id, field.name, value])).toEqual([
    ["cus_1", "name", "x"],
    ["cus_2", "name", "y"],
  ]);
});

it("leaves the focus to what was clicked outside of the editor", async () => {
  const user = userEvent.setup();
  const { onSave } = shown();
  await user.click(screen.getByText("瑞丰"));
  await user.keyboard("x");
  await user.click(screen.getByRole("button", { name: "elsewhere" }));
  expect(onSave).toHaveBeenCalledOnce();
  expect(document.activeElement?.textContent).toBe("elsewhere");
});
