import { expect, it, vi } from "vitest";
import { isWaiting, keepWaiting, settleWaiting, waitingEdits, whenWaitingChanges } from "./waiting";

it("keeps what could not be sent, from the first value to the last", () => {
  const heard = vi.fn();
  const stop = whenWaitingChanges(heard);
  keepWaiting({ object: "customer", id: "cus_1", field: "phone", before: "1", mine: "2", version: 4 });
  keepWaiting({ object: "customer", id: "cus_1", field: "email", before: null, mine: "a@b.c", version: 4 });
  keepWaiting({ object: "customer", id: "cus_1", field: "phone", before: "2", mine: "3", version: 5 });
  expect(waitingEdits().map((edit) => [edit.field, edit.before, edit.mine, edit.version])).toEqual([["email", null, "a@b.c", 4], ["phone", "1", "3", 4]]);
  expect(JSON.parse(localStorage.getItem("guanxi.waiting") ?? "")).toHaveLength(2);
  settleWaiting("cus_1", "phone");
  settleWaiting("cus_1", "email");
  expect([isWaiting("cus_1", "phone"), localStorage.getItem("guanxi.waiting")]).toEqual([false, null]);
  expect(heard).toHaveBeenCalledTimes(5);
  stop();
});
