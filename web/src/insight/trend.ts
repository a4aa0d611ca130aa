export type TrendWay = "up" | "down" | "level";

/** The size of a change and its way; none when there was nothing before to compare with. */
export function trendOf(from: number, to: number): { way: TrendWay; share: number } | null {
  if (!(from > 0) || !Number.isFinite(to)) return null;
  const share = Math.abs(to / from - 1);
  if (share < 0.005) return { way: "level", share: 0 };
  return { way: to > from ? "up" : "down", share };
}
