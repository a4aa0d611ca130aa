import { useInfiniteQuery } from "@tanstack/react-query";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { http } from "@/shared/api";
import type { Change } from "../useChanges";

export type Entry = {
  id: string;
  at: string;
  kind: string;
  object: string;
  record: RecordRow | null;
  actor: { id: string; title: string } | null;
};

type EntryPage = { data: Entry[]; next_cursor: string | null };

export const NARROWINGS = ["all", "notes", "calls", "visits", "mails", "tasks", "orders", "changes"] as const;

export type Narrowing = (typeof NARROWINGS)[number];

/** What each choice of the filter asks for: objects of the server, and kinds of activity among them. */
const WANTED: Record<Narrowing, { of: string[]; kinds?: string[] } | null> = {
  all: null,
  notes: { of: ["activity", "comment"], kinds: ["note"] },
  calls: { of: ["activity"], kinds: ["call"] },
  visits: { of: ["activity"], kinds: ["visit", "meeting"] },
  mails: { of: ["activity"], kinds: ["mail", "chat"] },
  tasks: { of: ["task"] },
  orders: { of: ["order"] },
  changes: { of: [] },
};

export function useEntries(object: ObjectMeta, id: string, narrowing: Narrowing) {
  const wanted = WANTED[narrowing];
  return useInfiniteQuery({
    queryKey: ["timeline", id, narrowing],
    enabled: narrowing !== "changes",
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      http.get<EntryPage>(`/${object.plural}/${id}/timeline`, { query: { limit: 30, cursor: pageParam, of: wanted?.of.join(",") }, signal }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function isWanted(entry: Entry, narrowing: Narrowing): boolean {
  const kinds = WANTED[narrowing]?.kinds;
  return !kinds || entry.kind !== "activity" || kinds.includes(String(entry.record?.kind));
}

/** Changes that one person made in one go. */
export type Fold = { key: string; at: string; kind: string; who: string | null; changes: Change[]; fields: string[] };

const ONE_GO_MS = 15 * 60_000;

/** Newest first, as they come: what the same person changed shortly after each other becomes one line. */
export function foldedChanges(changes: Change[]): Fold[] {
  const folds: Fold[] = [];
  for (const change of changes) {
    const who = change.actor?.title ?? null;
    const last = folds.at(-1);
    const previous = last?.changes.at(-1);
    if (last && previous && last.kind === "update" && change.kind === "update" && last.who === who && Date.parse(previous.at) - Date.parse(change.at) <= ONE_GO_MS) {
      last.changes.push(change);
      last.fields = [...new Set([...last.fields, ...Object.keys(change.changes)])];
    } else {
      folds.push({ key: `changes.${change.seq}`, at: change.at, kind: change.kind, who, changes: [change], fields: Object.keys(change.changes) });
    }
  }
  return folds;
}

export type Line = { at: string; entry: Entry } | { at: string; fold: Fold };

/** One list of both; changes older than the last entry that is loaded wait for it. */
export function interleaved(entries: Entry[], folds: Fold[], more: "more" | "all"): Line[] {
  const oldest = more === "more" ? entries.at(-1)?.at : undefined;
  const shown = folds.filter((fold) => oldest === undefined || fold.at >= oldest);
  const lines: Line[] = [...entries.map((entry) => ({ at: entry.at, entry })), ...shown.map((fold) => ({ at: fold.at, fold }))];
  return lines.sort((left, right) => right.at.localeCompare(left.at));
}

/** Planned for a later day: it stands above what has happened. */
export function isComing(entry: Entry, now: string): boolean {
  return entry.at > now && entry.at.slice(0, 10) > now.slice(0, 10);
}
