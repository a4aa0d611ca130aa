import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { FieldValue, RecordRow, Reference } from "@/metadata";
import { http } from "@/shared/api";
import type { Money } from "@/shared/format";

export type Rhythm = { purchases: string[]; median_gap_days: number | string | null; next: string[] };

export type TopProduct = { product: Reference; lines: number; quantity: string | null; amount: Money | null };

export type PurchaseMonth = { month: string; orders: number; turnover: Money | null; margin: Money | null };

export type ValuePoint = { on: string; value_tier: string | null; clv_12m: FieldValue; p_alive: number | string | null; risk: string | null };

export type Acquaintance = { id: string; object: string; title: string; value_tier: string | null; clv_12m: Money | null };

export type Branch = Acquaintance & { below: Branch[] };

export type Referrals = { above: Acquaintance[]; below: Branch[]; brought: number; worth: Money | null; credited: Money | null };

/** A list on the page; null where its object is closed to the reader. */
export type Listed = { data: RecordRow[]; total: number | null } | null;

export type Portrait = {
  insight: { rhythm: Rhythm; top_products: TopProduct[] };
  history: ValuePoint[];
  months: PurchaseMonth[];
  referrals: Referrals;
  /** Null for who may not know. */
  held_out: boolean | null;
  people: RecordRow[];
} & Record<"alerts" | "tasks" | "planned" | "open_orders" | "orders" | "preferences" | "contacts" | "relationships", Listed>;

/** The customer from all sides in one request; every part of the page reads its share. */
export const portraitQuery = (id: string) => ({
  queryKey: ["portrait", id],
  queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Portrait>(`/customers/${id}/portrait`, { signal }),
});

export function usePortrait(id: string) {
  return useQuery(portraitQuery(id));
}

export function drawAgain(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: ["portrait", id] });
}
