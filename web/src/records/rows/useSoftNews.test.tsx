import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ObjectMeta } from "@/metadata";
import { http, spreadNews } from "@/shared/api";
import { useSoftNews } from "./useSoftNews";

const customer = { name: "customer", plural: "customers", fields: [] } as unknown as ObjectMeta;
const list = ["records", "customer", { sort: "name" }, 0];
const page = (...names: string[]) => ({ data: names.map((name, place) => ({ id: `cus_${place}`, version: 1, name })), next_cursor: null });

let client: QueryClient;
let area: HTMLDivElement;
let button: HTMLButtonElement;

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(list, page("a", "b"));
  area = document.body.appendChild(document.createElement("div"));
  button = area.appendChild(document.createElement("button"));
});

afterEach(() => {
  cleanup();
  area.remove();
  vi.restoreAllMocks();
});

function news() {
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  return renderHook(() => useSoftNews(customer, { current: area }), { wrapper }).result;
}

const names = () => client.getQueryData<ReturnType<typeof page>>(list)?.data.map((row) => row.name);

test("in_a_list_that_somebody_works_in_a_change_appears_in_its_place", async () => {
  vi.spyOn(http, "get").mockResolvedValue({ id: "cus_0", version: 2, name: "z" });
  const loadedAgain = vi.spyOn(client, "invalidateQueries");
  const result = news();
  button.focus();
  act(() => spreadNews(client, "customer", ["cus_0", "cus_9"]));
  await waitFor(() => expect(names()).toEqual(["z", "b"]));
  expect([...result.current.changed]).toEqual(["cus_0", "cus_9"]);
  expect(http.get).toHaveBeenCalledOnce();
  expect(loadedAgain).toHaveBeenCalledWith({ queryKey: ["records", "customer"], type: "inactive" });
  expect(loadedAgain).not.toHaveBeenCalledWith({ queryKey: ["records", "customer"] });
});

test("it_takes_its_order_again_when_asked_or_left", async () => {
  vi.spyOn(http, "get").mockResolvedValue({ id: "cus_0", version: 2, name: "z" });
  const loadedAgain = vi.spyOn(client, "invalidateQueries");
  const result = news();
  button.focus();
  act(() => spreadNews(client, "customer", ["cus_0"]));
  act(() => result.current.show());
  expect(loadedAgain).toHaveBeenCalledWith({ queryKey: ["records", "customer"] });
  expect(result.current.changed.size).toBe(0);
  loadedAgain.mockClear();
  act(() => spreadNews(client, "customer", ["cus_1"]));
  button.blur();
  await waitFor(() => expect(loadedAgain).toHaveBeenCalledWith({ queryKey: ["records", "customer"] }));
  expect(result.current.changed.size).toBe(0);
});

test("a_list_that_nobody_works_in_is_loaded_again_at_once", () => {
  const loadedAgain = vi.spyOn(client, "invalidateQueries");
  const result = news();
  act(() => spreadNews(client, "customer", ["cus_0"]));
  expect(loadedAgain).toHaveBeenCalledWith({ queryKey: ["records", "customer"] });
  expect(result.current.changed.size).toBe(0);
});
