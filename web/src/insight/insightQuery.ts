import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Money } from "@/shared/format";
import { http, type ProgressEvent, whenProgress } from "@/shared/api";

export const TIERS = ["mvc", "mgc", "maintain", "bz"] as const;

export type Tier = (typeof TIERS)[number];

export type TierRow = { tier: string; customers: number; margin_12m: Money | null; clv_12m: Money | null; share_margin: number | string | null };

export type SegmentRow = { segment: string; customers: number; margin_12m: Money | null; share_margin: number };

export type GridCell = { rfm_r: number; rfm_f: number; customers: number; margin_12m: Money | null };

export type Note = { code: string; params?: Record<string, unknown> };

export type ModelNote = { params: Record<string, unknown>; log_likelihood: number | null; used: boolean; why: Note; quality?: Record<string, unknown> };

/** What the figures of a quarter ago said, against what happened since. */
export type Backtest = {
  known_until: string;
  weeks: number;
  model: string;
  customers: number;
  chance: { brier: number; naive_brier: number; auc: number | null; calibration: { from: number; n: number; mean_p: number; happened: number }[] };
  orders: { expected: number; actual: number; mae: number; naive_mae: number };
  warnings: { repeat_buyers: number; silent: number; warned: number; right: number; naive_right: number };
  dates: { customers: number; mae_days: number; naive_mae_days: number } | null;
  /** Older runs have none. */
  tracking?: { until: string; expected: number; actual: number }[];
};

export type Insight = {
  running: boolean;
  progress: { done: number; total: number } | null;
  last: { as_of: string; at: string; customers: number; seconds?: number; models?: Record<string, ModelNote>; backtest?: Backtest } | null;
  tiers: TierRow[];
  segments: SegmentRow[];
  grid: GridCell[];
  at_stake: { total: Money | null; risks: { risk: string; customers: number; value_at_stake: Money | null }[] };
  pareto: { customers_share: number; margin_share: number; margin_from: Money | null }[];
  gate: Note[];
};

const WAITING_MS = 1000;

export const insightQuery = queryOptions({
  queryKey: ["insight"],
  queryFn: ({ signal }) => http.get<Insight>("/insight", { signal }),
  refetchInterval: (query) => (query.state.data?.running ? WAITING_MS : false),
});

export function useInsight() {
  return useQuery(insightQuery);
}

/** Starts a run, follows it, and brings every figure on the screen up to date when it has ended. */
export function useInsightRun(): { running: boolean; share: number | null; run: () => Promise<void> } {
  const client = useQueryClient();
  const { data } = useInsight();
  const [progress, setProgress] = useState<ProgressEvent | null>(null);
  const running = data?.running ?? false;
  useEffect(() => whenProgress((event) => event.object.startsWith("insight") && setProgress(event)), []);
  useEffect(() => {
    if (!running) return;
    return () => {
      setProgress(null);
      for (const key of ["records", "record", "aggregate", "customer"]) void client.invalidateQueries({ queryKey: [key] });
    };
  }, [client, running]);
  const done = progress ?? data?.progress ?? null;
  return {
    running,
    share: done && done.total > 0 ? done.done / done.total : null,
    run: async () => {
      await http.post("/insight/run", {});
      await client.invalidateQueries({ queryKey: ["insight"] });
    },
  };
}
