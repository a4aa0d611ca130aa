import type { Colors } from "./colors";

/** Axis looks, spread into every axis. */
export function axis(colors: Colors): object {
  return {
    axisLine: { lineStyle: { color: colors.grid } },
    axisTick: { show: false },
    axisLabel: { color: colors.faint, fontSize: 12 },
    splitLine: { lineStyle: { color: colors.grid } },
    nameTextStyle: { color: colors.faint, fontSize: 12 },
  };
}

const LEAST = 0.04;
const MOST = 0.55;

/** From nothing to much in one hue, never so strong that the number on it could not be read. */
export function shades(colors: Colors, most: number): object {
  const hue = colors.series[0] ?? colors.text;
  return { show: false, min: 0, max: Math.max(most, 1e-9), inRange: { color: [mixed(colors.panel, hue, LEAST), mixed(colors.panel, hue, MOST)] } };
}

/** So much of the second colour in the first; both as #rrggbb, or as the #rgb that a build shortens it to. */
export function mixed(ground: string, hue: string, share: number): string {
  const part = (color: string, place: number) => Number.parseInt(color.length === 4 ? (color[1 + place] ?? "").repeat(2) : color.slice(1 + place * 2, 3 + place * 2), 16);
  const channels = [0, 1, 2].map((place) => Math.round(part(ground, place) * (1 - share) + part(hue, place) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
