import type { FieldMeta, FieldValue, ObjectMeta } from "@/metadata";

/** Somebody else saved first: what I wanted to write, kept until I have chosen. */
export type StaleEdit = { object: ObjectMeta; id: string; field: FieldMeta; mine: FieldValue };

let open: StaleEdit[] = [];
const listeners = new Set<() => void>();

export function reportStale(edit: StaleEdit): void {
  open = [...open, edit];
  for (const listener of listeners) listener();
}

/** The one that was shown is decided; the next comes up. */
export function settleStale(): void {
  open = open.slice(1);
  for (const listener of listeners) listener();
}

export function staleEdit(): StaleEdit | null {
  return open[0] ?? null;
}

export function whenStaleChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
