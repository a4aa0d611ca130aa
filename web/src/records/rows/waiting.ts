import type { FieldValue } from "@/metadata";

/** A change that could not be sent: kept, over a reload too, until there is a connection again. */
export type WaitingEdit = { object: string; id: string; field: string; before: FieldValue; mine: FieldValue; version: number };

const KEY = "guanxi.waiting";
const listeners = new Set<() => void>();
let waiting: WaitingEdit[] = kept();

export function waitingEdits(): WaitingEdit[] {
  return waiting;
}

export function isWaiting(id: string, field: string): boolean {
  return waiting.some((edit) => edit.id === id && edit.field === field);
}

/** A second change of the same value takes the place of the first, and still starts from what the server had. */
export function keepWaiting(edit: WaitingEdit): void {
  const earlier = waiting.find((other) => other.id === edit.id && other.field === edit.field);
  replace([...waiting.filter((other) => other !== earlier), earlier ? { ...edit, before: earlier.before, version: earlier.version } : edit]);
}

export function settleWaiting(id: string, field: string): void {
  replace(waiting.filter((edit) => edit.id !== id || edit.field !== field));
}

export function whenWaitingChanges(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function replace(next: WaitingEdit[]): void {
  waiting = next;
  if (next.length === 0) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function kept(): WaitingEdit[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? (found as WaitingEdit[]) : [];
  } catch {
    // Whatever stands there is not ours.
    return [];
  }
}
