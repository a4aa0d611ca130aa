import type { Reference } from "@/metadata";

export type LogWish = { kind: "call" | "visit"; customer: Reference | null };

const listeners = new Set<(wish: LogWish) => void>();
let open: Reference | null = null;

/** Which customer is on the screen: most logs are about him. */
export function logIsAbout(customer: Reference | null): void {
  open = customer;
}

/** Anybody may ask for the short log; the shell shows it. */
export function askToLog(wish: Partial<LogWish> = {}): void {
  for (const listener of listeners) listener({ kind: wish.kind ?? lastKind(), customer: wish.customer ?? open });
}

export function whenAskedToLog(listener: (wish: LogWish) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const KEY = "guanxi.log";

export function rememberKind(kind: LogWish["kind"]): void {
  localStorage.setItem(KEY, kind);
}

/** What one logged last; at first a visit from the road, a call from the desk. */
function lastKind(): LogWish["kind"] {
  const kept = localStorage.getItem(KEY);
  if (kept === "call" || kept === "visit") return kept;
  return window.matchMedia("(max-width: 767px)").matches ? "visit" : "call";
}
