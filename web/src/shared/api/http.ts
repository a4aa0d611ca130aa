import { currentLanguage, serverLanguage } from "@/shared/i18n";
import { Problem } from "./problem";

export const API = "/api/v1";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export type Query = Record<string, string | number | undefined>;

export type CallOptions = {
  query?: Query | undefined;
  body?: unknown;
  version?: number | undefined;
  signal?: AbortSignal | undefined;
};

let csrf: string | null = null;
const onSignedOut = new Set<() => void>();
let signingIn: { done: Promise<void>; settle: () => void } | null = null;

export function rememberCsrf(token: string | undefined): void {
  csrf = token ?? null;
}

export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

/** The session is back: whatever waited for it is sent now, so that nothing that was written is lost. */
export function signedInAgain(): void {
  signingIn?.settle();
  signingIn = null;
}

function untilSignedIn(): Promise<void> {
  if (!signingIn) {
    let settle = () => {};
    const done = new Promise<void>((resolve) => (settle = resolve));
    signingIn = { done, settle };
  }
  for (const listener of onSignedOut) listener();
  return signingIn.done;
}

export const http = {
  get: <T>(path: string, options?: CallOptions) => call<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>("POST", path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: CallOptions) => call<T>("PATCH", path, { ...options, body }),
  put: <T>(path: string, body: unknown, options?: CallOptions) => call<T>("PUT", path, { ...options, body }),
  delete: <T = void>(path: string, options?: CallOptions) => call<T>("DELETE", path, options),
};

export function queryText(query: Query | undefined): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === "") continue;
    parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": serverLanguage(currentLanguage()),
  };
  if (csrf && method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.signal) request.signal = options.signal;
  if (options.body instanceof FormData) {
    request.body = options.body;
  } else if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(options.body);
  }
  const answer = await fetch(`${API}${path}${queryText(options.query)}`, request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw Problem.offline();
  });
  if (!answer.ok) {
    const problem = await Problem.of(answer);
    if (problem.code === "unauthenticated" && path !== "/session" && onSignedOut.size > 0) {
      await untilSignedIn();
      if (options.signal?.aborted) throw new DOMException("", "AbortError");
      return call<T>(method, path, options);
    }
    throw problem;
  }
  if (answer.status === 204) return undefined as T;
  const text = await answer.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Sends a file with progress, which `fetch` cannot report. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${API}${path}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", serverLanguage(currentLanguage()));
    if (csrf) request.setRequestHeader("X-CSRF-Token", csrf);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () => reject(Problem.offline()));
    request.addEventListener("load", () => {
      const body: unknown = parsed(request.responseText);
      if (request.status === 401 && onSignedOut.size > 0) {
        void untilSignedIn().then(() => resolve(upload<T>(path, form, onProgress)));
        return;
      }
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(new Problem(request.status, typeof body === "object" && body !== null ? body : {}));
    });
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
