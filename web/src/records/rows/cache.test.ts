import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { type Page, placeRow } from "./cache";

const order = { name: "order", plural: "orders", fields: [{ name: "customer", type: "reference", labels: {} }, { name: "note", type: "text", labels: {} }] } as unknown as ObjectMeta;
const titled = { id: "cus_1", object: "customer", title: "华星" };

it("puts a saved record where it is shown, in place and with the titles that are known", () => {
  const client = new QueryClient();
  const rows: RecordRow[] = [
    { id: "ord_2", version: 1, customer: titled, note: "b" },
    { id: "ord_1", version: 3, customer: titled, note: "a" },
  ];
  client.setQueryData<Page>(["records", "order", {}, 0], { data: rows, next_cursor: null, total: 2 });
  placeRow(client, order, { id: "ord_1", version: 4, customer: "cus_1", note: "z" });
  const page = client.getQueryData<Page>(["records", "order", {}, 0]);
  expect(page?.data.map((row) => row.id)).toEqual(["ord_2", "ord_1"]);
  expect(page?.data[1]).toEqual({ id: "ord_1", version: 4, customer: titled, note: "z" });
});

it("takes a new reference even when its title is not known yet", () => {
  const client = new QueryClient();
  client.setQueryData<RecordRow>(["record", "order", "ord_1"], { id: "ord_1", version: 3, customer: titled });
  placeRow(client, order, { id: "ord_1", version: 4, customer: "cus_9" });
  expect(client.getQueryData<RecordRow>(["record", "order", "ord_1"])?.customer).toBe("cus_9");
});
