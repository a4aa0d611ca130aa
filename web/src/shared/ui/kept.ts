import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** A choice out of a few that this browser remembers, and that every place which shows it follows at once. */
export type KeptChoice<T extends string> = { key: string; choices: readonly T[]; start: T };

export function keptChoice<T extends string>({ key, choices, start }: KeptChoice<T>): T {
  const kept = localStorage.getItem(key);
  return choices.find((choice) => choice === kept) ?? start;
}

export function keepChoice<T extends string>(choice: KeptChoice<T>, value: T): void {
  localStorage.setItem(choice.key, value);
  for (const listener of listeners) listener();
}

export function useKeptChoice<T extends string>(choice: KeptChoice<T>): T {
  return useSyncExternalStore(subscribe, () => keptChoice(choice));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
