import type { FieldValue } from "@/metadata";

export type CreateWish = { object: string; start: Record<string, FieldValue>; after: "open" | "stay" };

const listeners = new Set<(wish: CreateWish) => void>();

/** Anybody may ask for the quick form; the shell shows it. */
export function askToCreate(object: string, start: Record<string, FieldValue> = {}, after: CreateWish["after"] = "open"): void {
  for (const listener of listeners) listener({ object, start, after });
}

export function whenAskedToCreate(listener: (wish: CreateWish) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
