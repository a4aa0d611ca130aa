import { describe, expect, it } from "vitest";
import type { ObjectMeta } from "@/metadata";
import { isOffered } from "./actions";

const task = {
  fields: [
    { name: "status", type: "choice", labels: {}, options: [{ value: "not_started", kind: "open", labels: {} }, { value: "completed", kind: "closed", labels: {} }] },
    { name: "state", type: "choice", labels: {} },
  ],
} as unknown as ObjectMeta;

const row = (status: string, state = "planned") => ({ id: "tsk_1", version: 1, status, state });

describe("the button of an action", () => {
  it("shows when the plain condition holds", () => {
    expect(isOffered(task, row("not_started"), "status.kind = 'open'")).toBe(true);
    expect(isOffered(task, row("completed"), "status.kind = 'open'")).toBe(false);
    expect(isOffered(task, row("completed"), "status != 'open'")).toBe(true);
    expect(isOffered(task, row("completed", "held"), "status.kind = 'closed' and state = 'planned'")).toBe(false);
    expect(isOffered(task, row("completed", "held"), "state = 'planned' or status.kind = 'closed'")).toBe(true);
  });

  it("shows when the condition is beyond reading; the server decides", () => {
    expect(isOffered(task, row("completed"), "days_between(today(), due_on) > 3")).toBe(true);
  });
});
