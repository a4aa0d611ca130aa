import type { Money } from "@/shared/format";

type Figure = number | Money;

export type Compared = { difference: Figure; interval: [Figure, Figure]; p: number; adjusted: Figure; adjusted_interval: [Figure, Figure] };

export type Followed = { group: "acted" | "offered" | "held_out"; customers: number; orders: number | null; orders_before: number | null; margin: Money | null };

export type KindEffect = { kind: string; offered: number; acted: number; dismissed: number; held_out: number; orders_acted: number | null; orders_offered: number | null; orders_held_out: number | null };

export type Effect = {
  share: number;
  weeks: number;
  waiting: number;
  followed: Followed[];
  orders: Compared | null;
  margin: Compared | null;
  need: number;
  enough: number | null;
  ratio: { p: number } | null;
  kinds: KindEffect[];
};

/** Only an interval that leaves out 0 says that offering changed anything. */
export function verdictOf({ interval }: Compared): "more" | "less" | "unclear" {
  const [low, high] = interval.map((figure) => (typeof figure === "number" ? figure : Number(figure.amount)));
  if (low !== undefined && low > 0) return "more";
  return high !== undefined && high < 0 ? "less" : "unclear";
}
