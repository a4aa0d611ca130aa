import { afterEach, expect, test } from "vitest";
import type { ObjectMeta } from "@/metadata";
import { keepForm, keptForm } from "./draft";

const customer = { name: "customer", fields: [{ name: "name" }, { name: "phone" }, { name: "kind" }] } as ObjectMeta;
const untouched = { kind: "company" };

afterEach(() => localStorage.clear());

test("what was typed is kept, what the form came with is not", () => {
  keepForm("usr_1", customer, {}, { kind: "company", name: "青山" }, untouched);
  expect(keptForm("usr_1", customer, {})).toEqual({ name: "青山" });
  keepForm("usr_1", customer, {}, untouched, untouched);
  expect(keptForm("usr_1", customer, {})).toBeNull();
});

test("a form belongs to a person and to what it was begun for", () => {
  keepForm("usr_1", customer, { customer: { id: "cus_1", object: "customer", title: "A" } }, { name: "青山" }, {});
  expect(keptForm("usr_2", customer, { customer: { id: "cus_1", object: "customer", title: "A" } })).toBeNull();
  expect(keptForm("usr_1", customer, {})).toBeNull();
  expect(keptForm("usr_1", customer, { customer: { id: "cus_1", object: "customer", title: "B" } })).toEqual({ name: "青山" });
});

test("fields that have gone and spoilt texts do no harm", () => {
  keepForm("usr_1", customer, {}, { name: "青山", gone: 1 }, {});
  expect(keptForm("usr_1", customer, {})).toEqual({ name: "青山" });
  localStorage.setItem("guanxi.form.usr_1.customer", "{");
  expect(keptForm("usr_1", customer, {})).toBeNull();
});
