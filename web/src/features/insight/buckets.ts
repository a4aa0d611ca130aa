/** Spans of how often somebody bought; the last is open. */
export const OFTEN = [
  { from: 1, to: 1 },
  { from: 2, to: 2 },
  { from: 3, to: 3 },
  { from: 4, to: 5 },
  { from: 6, to: 9 },
  { from: 10, to: 19 },
  { from: 20, to: null },
] as const;

export type Span = { from: number; to: number | null };

export function spanOf(count: number, spans: readonly Span[]): number {
  return spans.findIndex((span) => count >= span.from && (span.to === null || count <= span.to));
}

export function spanText(span: Span): string {
  if (span.to === null) return `${span.from}+`;
  return span.from === span.to ? String(span.from) : `${span.from}–${span.to}`;
}

export type Month = { name: string; from: string; to: string };

/** The months up to a day, oldest first; the first one is open to the past. */
export function monthsUpTo(day: string, count: number): Month[] {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - (count - 1 - index), 1));
    const last = new Date(Date.UTC(year, month - (count - 1 - index) + 1, 0));
    return { name: at.toISOString().slice(0, 7), from: at.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
  });
}
