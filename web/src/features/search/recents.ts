import { useSyncExternalStore } from "react";

export type Recent = { object: string; id: string; title: string; subtitle?: string | null };

const KEY = "guanxi.recent";
const KEPT = 12;

const listeners = new Set<() => void>();
let read: { text: string; list: Recent[] } = { text: "", list: [] };

/** The records that this person opened last, in this browser. */
export function recents(): Recent[] {
  const text = localStorage.getItem(KEY) ?? "[]";
  if (text !== read.text) read = { text, list: parsed(text) };
  return read.list;
}

export function useRecents(): Recent[] {
  return useSyncExternalStore(subscribe, recents);
}

export function rememberRecent({ object, id, title, subtitle }: Recent): void {
  const others = recents().filter((recent) => recent.id !== id);
  localStorage.setItem(KEY, JSON.stringify([{ object, id, title, subtitle }, ...others].slice(0, KEPT)));
  for (const listener of listeners) listener();
}

export function forgetRecents(): void {
  localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

function parsed(text: string): Recent[] {
  try {
    const known: unknown = JSON.parse(text);
    return Array.isArray(known) ? (known as Recent[]).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
