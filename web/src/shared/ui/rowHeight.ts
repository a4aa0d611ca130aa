import { type KeptChoice, useKeptChoice } from "./kept";

export const ROW_HEIGHTS = { compact: 32, normal: 36, comfortable: 44 } as const;

export type RowHeight = keyof typeof ROW_HEIGHTS;

export const ROW_HEIGHT_CHOICE: KeptChoice<RowHeight> = { key: "guanxi.rows", choices: ["compact", "normal", "comfortable"], start: "normal" };

/** Pixels of a row in lists, as this person likes them. */
export function useRowHeight(): number {
  return ROW_HEIGHTS[useKeptChoice(ROW_HEIGHT_CHOICE)];
}
