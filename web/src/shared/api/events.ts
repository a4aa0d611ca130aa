import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { connectionBroke, connectionOpened } from "./connection";
import { API } from "./http";

export type ChangeEvent = { seq: number; object: string; id: string | null; kind: string; version: number; actor: string | null };

export type ProgressEvent = {
  id: string;
  object: string;
  done: number;
  total: number;
  rate: number | null;
  seconds_left: number | null;
  state: string;
};

/** Who has a record open that I have open too, and which field each of them is changing. */
export type Visitor = { id: string; title: string; field: string | null };

export type PresenceEvent = { object: string; id: string; people: Visitor[] };

const written = new Map<string, number>();
const presenceListeners = new Set<(presence: PresenceEvent) => void>();
const progressListeners = new Set<(progress: ProgressEvent) => void>();
const CALM_MS = 400;
const REOPEN_MS = 3000;

/** What is gathered from many objects and may be touched by a change of any of them. */
const TOLD_OF_MANY = ["timeline", "portrait", "attachments"];

/** The event stream echoes our own writes; remembering them keeps the list under the cursor still. */
export function rememberWrite(id: string, version: number): void {
  written.set(id, version);
  if (written.size > 500) written.delete(written.keys().next().value ?? id);
}

/** A version that this browser has made itself. */
export function isOwnVersion(id: string, version: number): boolean {
  return (written.get(id) ?? -1) >= version;
}

/** Written in this browser since the page was opened. */
export function wasWrittenHere(id: string): boolean {
  return written.has(id);
}

export function isOwnEcho(change: ChangeEvent): boolean {
  return change.id !== null && isOwnVersion(change.id, change.version);
}

export function whenProgress(listener: (progress: ProgressEvent) => void): () => void {
  progressListeners.add(listener);
  return () => progressListeners.delete(listener);
}

export function whenPresence(listener: (presence: PresenceEvent) => void): () => void {
  presenceListeners.add(listener);
  return () => presenceListeners.delete(listener);
}

type Holder = (ids: string[]) => "held" | "not held";

const holders = new Map<string, Holder>();

/** A list that somebody is working in is not sorted anew under his hands: it takes the news itself and says so. */
export function holdNews(object: string, holder: Holder): () => void {
  holders.set(object, holder);
  return () => {
    if (holders.get(object) === holder) holders.delete(object);
  };
}

/** Others have changed these records. */
export function spreadNews(client: QueryClient, object: string, ids: string[]): void {
  const held = holders.get(object)?.(ids) === "held";
  for (const key of ["records", "groups"]) void client.invalidateQueries({ queryKey: [key, object], ...(held ? { type: "inactive" as const } : {}) });
  void client.invalidateQueries({ queryKey: ["aggregate", object] });
}

export function useLiveChanges(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stream = new EventSource(`${API}/events`);
    let waiting: ChangeEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      // The news of one's own write often comes before the answer to it; by now the answer is here too.
      const news = waiting.filter((change) => !isOwnEcho(change));
      waiting = [];
      for (const object of new Set(news.map((change) => change.object))) {
        spreadNews(client, object, news.flatMap((change) => (change.object === object && change.id ? [change.id] : [])));
      }
      for (const { object, id } of news) {
        if (!id) continue;
        void client.invalidateQueries({ queryKey: ["record", object, id] });
        void client.invalidateQueries({ queryKey: ["changes", id] });
      }
      if (news.length > 0) for (const key of TOLD_OF_MANY) void client.invalidateQueries({ queryKey: [key] });
    };
    const attend = () => {
      stream.addEventListener("change", (event) => {
        const change = JSON.parse(event.data) as ChangeEvent;
        waiting.push(change);
        timer ??= setTimeout(flush, CALM_MS);
      });
      stream.addEventListener("open", () => {
        connectionOpened();
        // What could not be had while the server was away is asked for again.
        void client.refetchQueries({ predicate: ({ state }) => state.status === "error" });
      });
      stream.addEventListener("error", connectionBroke);
      stream.addEventListener("reset", () => void client.invalidateQueries());
      stream.addEventListener("presence", (event) => {
        const presence = JSON.parse(event.data) as PresenceEvent;
        for (const listener of presenceListeners) listener(presence);
      });
      stream.addEventListener("progress", (event) => {
        const progress = JSON.parse(event.data) as ProgressEvent;
        for (const listener of progressListeners) listener(progress);
      });
      // A browser gives up for good when the session has ended; we come back when there is one again.
      stream.addEventListener("error", () => {
        if (stream.readyState !== EventSource.CLOSED) return;
        reopening = setTimeout(() => {
          stream = new EventSource(`${API}/events`);
          stream.addEventListener("open", () => void client.invalidateQueries(), { once: true });
          attend();
        }, REOPEN_MS);
      });
    };
    attend();
    return () => {
      clearTimeout(timer);
      clearTimeout(reopening);
      stream.close();
    };
  }, [client]);
}
