import { useSyncExternalStore } from "react";

let state: "same" | "new" = "same";
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Keeps the shell of the program in the browser, so that it opens without the network and can be installed. */
export function startServiceWorker(): void {
  window.addEventListener("vite:preloadError", () => void partIsMissing());
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  window.addEventListener("load", () => void register(), { once: true });
  if (document.readyState === "complete") void register();
}

export function useNewVersion(): "same" | "new" {
  return useSyncExternalStore(subscribe, () => state);
}

export function reloadToNewVersion(): void {
  if (!waiting) return window.location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  waiting.postMessage("take over", []);
}

async function register(): Promise<void> {
  // Where the browser allows no service worker the program works all the same, only not without the network.
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration) return;
  const look = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    if (worker.state === "installed") return announce(worker);
    worker.addEventListener("statechange", () => worker.state === "installed" && announce(worker));
  };
  look(registration.waiting ?? registration.installing);
  registration.addEventListener("updatefound", () => look(registration.installing));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void registration.update().catch(() => null);
  });
}

/** After an update an old part is no longer on the server; without a server nothing is known. */
async function partIsMissing(): Promise<void> {
  const answer = await fetch("/sw.js", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) found();
}

function announce(worker: ServiceWorker): void {
  waiting = worker;
  found();
}

function found(): void {
  state = "new";
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
