import { afterEach, expect, it, vi } from "vitest";
import type { FieldMeta, ObjectMeta } from "@/metadata";
import { sendEdit } from "./sendEdit";

const customer = { name: "customer", plural: "customers", fields: [] } as unknown as ObjectMeta;
const phone: FieldMeta = { name: "phone", type: "phone", labels: {} };
const seen = { id: "cus_1", version: 3, phone: "1" };

afterEach(() => vi.unstubAllGlobals());

function server(now: { version: number; phone: string }) {
  const sent: string[] = [];
  vi.stubGlobal("fetch", (_path: string, request: RequestInit) => {
    const version = (request.headers as Record<string, string>)["If-Match"];
    if (request.method === "GET") return Promise.resolve(new Response(JSON.stringify({ id: "cus_1", ...now })));
    sent.push(`${version} ${String(request.body)}`);
    if (version !== `"${now.version}"`) return Promise.resolve(new Response(JSON.stringify({ code: "stale" }), { status: 412 }));
    return Promise.resolve(new Response(JSON.stringify({ id: "cus_1", version: now.version + 1, phone: "2" })));
  });
  return sent;
}

it("goes in over somebody else's change of another field", async () => {
  const sent = server({ version: 5, phone: "1" });
  expect((await sendEdit(customer, seen, phone, "2")).version).toBe(6);
  expect(sent).toEqual(['"3" {"phone":"2"}', '"5" {"phone":"2"}']);
});

it("never goes in over somebody else's change of the same field", async () => {
  const sent = server({ version: 5, phone: "9" });
  await expect(sendEdit(customer, seen, phone, "2")).rejects.toMatchObject({ code: "stale" });
  expect(sent).toHaveLength(1);
});
