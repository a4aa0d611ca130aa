import { useSyncExternalStore } from "react";

/** `live` while the event stream is open; `lost` when the server has not been heard of for a while. */
export type Connection = "live" | "lost";

const PATIENCE_MS = 4000;

let connection: Connection = "live";
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function connectionOpened(): void {
  clearTimeout(timer);
  timer = undefined;
  become("live");
}

/** A stream that breaks opens again by itself within a moment; only a longer silence is worth a word. */
export function connectionBroke(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    become("lost");
  }, PATIENCE_MS);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => (navigator.onLine ? connection : "lost"));
}

function become(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
