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

export async function undoBulkJob(id: string, told: Told): Promise<BulkJob> {
  return untilEnded(await http.post<BulkJob>(`/bulk_jobs/${id}/undo`), told);
}

export async function cancelBulkJob(id: string): Promise<void> {
  await http.post(`/bulk_jobs/${id}/cancel`, {});
}

async function untilEnded(started: BulkJob, told: Told): Promise<BulkJob> {
  let job = started;
  told(job);
  while (job.state === "queued" || job.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    job = await http.get<BulkJob>(`/bulk_jobs/${job.id}`);
    told(job);
  }
  return job;
}
