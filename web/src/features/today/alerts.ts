import { useQuery } from "@tanstack/react-query";
import { asMoney, type RecordRow, useCatalog } from "@/metadata";
import { http, type Query } from "@/shared/api";
import type { Money } from "@/shared/format";

export const WHOSE = ["mine", "all"] as const;

export type Whose = (typeof WHOSE)[number];

export const ALERTS_SHOWN = 50;

/** An alert lies with whom it was handed to, else with the owner of its customer. */
export function liesWith(person: string): object {
  return {
    any: [
      { field: "assignee", op: "eq", value: person },
      { all: [{ field: "assignee", op: "is_null", value: true }, { field: "customer.owner", op: "eq", value: person }] },
    ],
  };
}

export function alertsKey(whose: Whose): string[] {
  return ["records", "alert", "today", whose];
}

export type AlertPage = { data: RecordRow[]; total?: number };

export function useOpenAlerts(whose: Whose) {
  const { me, objects } = useCatalog();
  return useQuery({
    queryKey: alertsKey(whose),
    enabled: objects.alert !== undefined,
    queryFn: ({ signal }) => {
      const query: Query = { "filter[status][eq]": "open", sort: "-score", expand: "customer,assignee", limit: ALERTS_SHOWN, count: "true" };
      if (whose === "mine") query.where = JSON.stringify(liesWith(me.id));
      return http.get<AlertPage>("/alerts", { query, signal });
    },
  });
}

type Done = { count: number; sum?: Record<string, unknown> };

/** What this person has seen to today, and what it was worth. */
export function useDoneToday(): { alerts: number; tasks: number; worth: Money | null } {
  const { me, objects, company } = useCatalog();
  const { data } = useQuery({
    queryKey: ["aggregate", "alert", "done today"],
    enabled: objects.alert !== undefined,
    queryFn: async ({ signal }) => {
      const since = startOfDay(company.time_zone).toISOString();
      const mine = (person: string, when: string, status: string): Query => ({ [`filter[${person}][eq]`]: me.id, [`filter[${when}][gte]`]: since, "filter[status][eq]": status });
      const [alerts, tasks] = await Promise.all([
        http.get<{ data: Done[] }>("/alerts/aggregate", { query: { ...mine("updated_by", "updated_at", "done"), sum: "at_stake" }, signal }),
        objects.task ? http.get<{ data: Done[] }>("/tasks/aggregate", { query: mine("owner", "done_at", "completed"), signal }) : { data: [] },
      ]);
      return { alerts: alerts.data[0]?.count ?? 0, tasks: tasks.data[0]?.count ?? 0, worth: asMoney(alerts.data[0]?.sum?.at_stake as RecordRow[string]) };
    },
  });
  return data ?? { alerts: 0, tasks: 0, worth: null };
}

/** Midnight where the company is. */
export function startOfDay(timeZone: string, now = new Date()): Date {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" }).formatToParts(now);
  const part = (name: string) => Number(parts.find((found) => found.type === name)?.value ?? 0);
  return new Date(now.getTime() - ((part("hour") * 60 + part("minute")) * 60 + part("second")) * 1000 - now.getMilliseconds());
}
