import { expect, test } from "vitest";
import { matches } from "./matches";

test.each([
  ["", "客户", "customer kehu kh", true],
  ["kh", "客户", "customer kehu kh", true],
  ["keh", "客户", "customer kehu kh", true],
  ["客", "客户", "customer kehu kh", true],
  ["cust", "Customers", "customer", true],
  ["new cust", "Create customer", "new customer", true],
  ["new order", "Create customer", "new customer", false],
  ["hu", "客户", "customer kehu kh", false],
])("%s finds %s (%s): %s", (query, label, words, found) => {
  expect(matches(query, label, words)).toBe(found);
});
