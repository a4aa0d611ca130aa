import { useQuery } from "@tanstack/react-query";
import { asMoney, type FieldValue, known, type ObjectMeta } from "@/metadata";
import { http, type Query } from "@/shared/api";
import type { Money } from "@/shared/format";

export type SumRow = { group: Record<string, FieldValue>; count: number; sum?: Record<string, FieldValue> };

/** Counts and sums within this person's reach. Figures that he may not see are not asked for. */
export function useSums(object: ObjectMeta, groupBy: string[], sum: string[], filter: Query = {}) {
  const sums = known(object, sum);
  const query: Query = { ...filter, group_by: groupBy.join(","), ...(sums === "" ? {} : { sum: sums }) };
  return useQuery({
    queryKey: ["aggregate", object.name, query],
    queryFn: async ({ signal }) => (await http.get<{ data: SumRow[] }>(`/${object.plural}/aggregate`, { query, signal })).data,
  });
}

export function sumOf(row: SumRow, field: string): Money | null {
  return asMoney(row.sum?.[field]);
}

export function major(money: Money | null | undefined): number {
  return money ? Number(money.amount) : 0;
}
