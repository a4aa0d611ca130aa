import { useSyncExternalStore } from "react";

export const STEPS = ["orders", "matters", "customer", "act", "list"] as const;

/** Where somebody stands in the tour; kept in the browser, so that it goes on where it was left. */
export type Tour = { state: "offered" | "on" | "left" | "done"; step: number };

const KEY = "guanxi.tour";
const listeners = new Set<() => void>();
let current: Tour = read();

export function useTour(): Tour {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function startTour(): void {
  go({ state: "on", step: current.state === "left" ? current.step : 0 });
}

export function leaveTour(): void {
  go({ state: "left", step: current.step });
}

export function stepTour(by: 1 | -1): void {
  const step = current.step + by;
  if (step >= STEPS.length) go({ state: "done", step: 0 });
  else go({ state: "on", step: Math.max(0, step) });
}

function go(next: Tour): void {
  current = next;
  localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function read(): Tour {
  const fresh: Tour = { state: "offered", step: 0 };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Tour> | null;
    const state = (["on", "left", "done"] as const).find((known) => known === kept?.state);
    const step = Number(kept?.step);
    return state && Number.isInteger(step) && step >= 0 && step < STEPS.length ? { state, step } : fresh;
  } catch {
    return fresh;
  }
}
