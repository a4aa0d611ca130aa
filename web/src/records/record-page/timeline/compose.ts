import type { RecordRow } from "@/metadata";

export const KINDS = ["note", "call", "visit", "task"] as const;

export type Kind = (typeof KINDS)[number];

/** A wish to write about a record; what is written may settle an alert. */
export type ComposeWish = { about: string; kind: Kind; settles?: RecordRow };

const listeners = new Set<(wish: ComposeWish) => void>();

/** Anybody on the page may ask for the composer; it comes into view with the cursor in it. */
export function askToCompose(wish: ComposeWish): void {
  for (const listener of listeners) listener(wish);
}

export function whenAskedToCompose(listener: (wish: ComposeWish) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type Draft = { kind: Kind; text: string; outcome: string; due: string; at: string; mentions: { id: string; title: string }[] };

const SUBJECT_LENGTH = 200;

/** The first line is the subject; a longer text is kept whole as well. */
export function split(text: string): { subject: string; body: string | null } {
  const whole = text.trim();
  const line = whole.split("\n")[0] ?? whole;
  const subject = Array.from(line).slice(0, SUBJECT_LENGTH).join("");
  return { subject, body: subject === whole ? null : whole };
}

/** The piece of a mention that stands before the cursor, without its @; nothing while no name is being written. */
export function mentionBefore(text: string, cursor: number): string | null {
  const match = /(?:^|[\s(（，,。:：])@([^\s@]{0,30})$/u.exec(text.slice(0, cursor));
  return match?.[1] ?? null;
}

/** Puts a name where its beginning stood, and says where the cursor goes. */
export function withMention(text: string, cursor: number, title: string): { text: string; cursor: number } {
  const piece = mentionBefore(text, cursor) ?? "";
  const start = cursor - piece.length;
  const inserted = `${title} `;
  return { text: text.slice(0, start) + inserted + text.slice(cursor), cursor: start + inserted.length };
}

/** Whoever still stands in the text when it is sent; a name that was deleted again is not told. */
export function mentioned(draft: Pick<Draft, "text" | "mentions">): string[] {
  return draft.mentions.filter((person) => draft.text.includes(`@${person.title}`)).map((person) => person.id);
}

const key = (about: string) => `guanxi.draft.${about}`;

export function keptDraft(about: string): Partial<Draft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(about)) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Partial<Draft>) : {};
  } catch {
    // An older page kept plain text here.
    return { text: localStorage.getItem(key(about)) ?? "" };
  }
}

export function keepDraft(about: string, draft: Draft): void {
  if (draft.text === "") localStorage.removeItem(key(about));
  else localStorage.setItem(key(about), JSON.stringify(draft));
}
