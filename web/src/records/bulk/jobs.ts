import type { ObjectMeta } from "@/metadata";
import { http } from "@/shared/api";
import type { Condition } from "../views/viewQuery";

export type BulkJob = { id: string; state: string; done: number; total: number; failed: number };

export type Told = (job: BulkJob) => void;

const PAUSE_MS = 400;

/** Changes any number of records on the server; tells how far it is, and comes back when the job has ended. */
export async function runBulkJob(object: ObjectMeta, what: { filter: Condition | null; q?: string | undefined; exclude: string[] }, change: object, told: Told): Promise<BulkJob> {
  return untilEnded(await http.post<BulkJob>(`/${object.plural}/bulk-jobs`, { ...what, change }), told);
}

/** The answer comes before the undoing has begun and still says "done"; only what comes later tells how it went. */
export async function undoBulkJob(id: string, told: Told): Promise<BulkJob> {
  const asked = await http.post<BulkJob>(`/bulk_jobs/${id}/undo`);
  return untilEnded({ ...asked, state: "running" }, told, [...OPEN, "done"]);
}

export async function cancelBulkJob(id: string): Promise<void> {
  await http.post(`/bulk_jobs/${id}/cancel`, {});
}

const OPEN = ["queued", "running"];

async function untilEnded(started: BulkJob, told: Told, open = OPEN): Promise<BulkJob> {
  let job = started;
  told(job);
  while (open.includes(job.state)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    job = await http.get<BulkJob>(`/bulk_jobs/${job.id}`);
    told(job);
  }
  return job;
}
