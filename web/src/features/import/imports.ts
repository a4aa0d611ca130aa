import { queryOptions } from "@tanstack/react-query";
import type { Labels } from "@/metadata";
import { http, upload } from "@/shared/api";

export type ImportState = "preview" | "queued" | "running" | "done" | "failed" | "cancelled" | "undone";

export type ImportColumn = { index: number; header: string; samples: string[]; target: string | null; confidence: number; problems: number };

export type ImportTarget = { name: string; labels: Labels; required: boolean };

export type ImportSummary = { rows: number; imported: number; refused: number; created: Record<string, number>; updated: Record<string, number>; error_file?: string | null };

export type Import = {
  id: string;
  state: ImportState;
  file_name: string;
  size: number;
  as: string;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[] | null;
  header_row: number | null;
  rows: number;
  columns: ImportColumn[];
  targets: ImportTarget[];
  preview: { row: number; cells: string[]; problems: { column: number; code: string; params?: Record<string, unknown> }[] }[];
  key: string | null;
  dry_run: boolean;
  progress: { done: number; total: number; rate: number | null; seconds_left: number | null } | null;
  summary: ImportSummary | null;
  started_at: string | null;
  finished_at: string | null;
  error: { code: string; params?: Record<string, unknown> } | null;
};

export type ImportPlan = { as: string; map: Record<string, string | null>; key: string | null; dry_run: boolean; sheet?: string; header_row?: number };

const LOOK_MS = 500;

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["import", id],
    queryFn: ({ signal }) => http.get<Import>(`/imports/${id}`, { signal }),
    refetchInterval: (query) => (isGoing(query.state.data?.state) ? LOOK_MS : false),
    staleTime: 0,
  });
}

export function isGoing(state: ImportState | undefined): boolean {
  return state === "queued" || state === "running";
}

export function sendFile(file: File, onProgress: (share: number) => void): Promise<Import> {
  const form = new FormData();
  form.set("file", file);
  return upload<Import>("/imports", form, onProgress);
}

export function mapOf(columns: ImportColumn[]): Record<string, string | null> {
  return Object.fromEntries(columns.map((column) => [String(column.index), column.target]));
}
