import { afterEach, expect, test } from "vitest";
import { hideToken, linkPage } from "./linkToken";

afterEach(() => window.history.replaceState(null, "", "/"));

test("only the two addresses of mails are pages of links", () => {
  expect(linkPage({ pathname: "/invitation", hash: "#a1" })).toEqual({ kind: "invitation", token: "a1" });
  expect(linkPage({ pathname: "/new-password", hash: "" })).toEqual({ kind: "newPassword", token: "" });
  for (const pathname of ["/", "/invitation/x", "/settings/invitation"]) expect(linkPage({ pathname, hash: "#a1" })).toBeNull();
});

test("the secret leaves the address bar", () => {
  window.history.replaceState(null, "", "/invitation#a1");
  hideToken();
  expect(window.location.href).not.toContain("a1");
  expect(window.location.pathname).toBe("/invitation");
});
