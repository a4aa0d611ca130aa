import type { ReactNode } from "react";
import { classes } from "./classes";

export const HUES = ["gray", "blue", "violet", "amber", "green", "red", "teal", "pink", "orange", "cyan", "lime", "indigo"] as const;

export type Hue = (typeof HUES)[number];

export function hueOf(name: string | null | undefined): Hue {
  return HUES.find((hue) => hue === name) ?? "gray";
}

export function Tag({ hue = "gray", children, className }: { hue?: Hue; children: ReactNode; className?: string }) {
  return (
    <span
      data-hue={hue}
      className={classes("hue tag", className)}
    >
      {children}
    </span>
  );
}
