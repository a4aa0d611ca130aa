import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { http } from "@/shared/api";
import { undoBulkJob } from "./jobs";

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("an undoing has ended when it says so, not while it still shows the end of what it takes back", async () => {
  const job = (state: string) => ({ id: "blk_1", state, done: 2, total: 2, failed: 0 });
  vi.spyOn(http, "post").mockResolvedValue(job("done"));
  const asked = vi.spyOn(http, "get").mockResolvedValueOnce(job("done")).mockResolvedValueOnce(job("running")).mockResolvedValueOnce(job("undone"));
  const ended = undoBulkJob("blk_1", () => {});
  await vi.runAllTimersAsync();
  expect((await ended).state).toBe("undone");
  expect(asked).toHaveBeenCalledTimes(3);
});
