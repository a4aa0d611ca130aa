import type { Money } from "@/shared/format";

export type Assumption = "stay" | "margin" | "growth" | "discount" | "winning";

export type Retention = {
  as_of: string | null;
  from: string | null;
  again_from: string | null;
  /** All customers of the earlier year, then fifths by what they brought. */
  groups: { customers: number; stayed: number; margin: Money | null; growth: number | null }[];
  reckoned: { group: number; stay: number; margin: Money; growth: number; discount: number; winning: Money };
  value: Money;
  value_plus5: Money;
  uplift_pct: number | null;
  expected_life_years: number | null;
  for_group: Money | null;
  years: number;
  curve: { stay: number; value: Money }[];
};

/** A lever with its bounds; those of amounts follow from what is reckoned with. */
export type Lever = { name: Assumption; least: number; most: number; step: number; unit: "share" | "amount" };

/** What a person has moved; the rest comes from his own customers. */
export type Moved = Partial<Record<Assumption, number>>;

/** The levers around the figures that the server began with: an amount can be pulled to four times of it. */
export function leversOf(start: Retention["reckoned"]): Lever[] {
  const margin = Math.abs(Number(start.margin.amount));
  const most = Math.max(niceAbove(4 * margin), 10);
  return [
    { name: "stay", least: 0, most: 0.99, step: 0.01, unit: "share" },
    { name: "margin", least: 0, most, step: most / 100, unit: "amount" },
    { name: "growth", least: -0.5, most: 0.5, step: 0.01, unit: "share" },
    { name: "discount", least: 0, most: 0.4, step: 0.01, unit: "share" },
    { name: "winning", least: 0, most, step: most / 100, unit: "amount" },
  ];
}

/** 1, 2 or 5 with zeros, not below the number. */
export function niceAbove(number: number): number {
  if (!(number > 0)) return 0;
  const ten = 10 ** Math.floor(Math.log10(number));
  return ([1, 2, 5, 10].find((times) => times * ten >= number * (1 - 1e-9)) ?? 10) * ten;
}

export function valueOf(reckoned: Retention["reckoned"], name: Assumption): number {
  const value = reckoned[name];
  return typeof value === "number" ? value : Number(value.amount);
}
