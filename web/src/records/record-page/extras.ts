import type { ComponentType } from "react";
import type { ObjectMeta, RecordRow } from "@/metadata";

export type ExtraProps = { object: ObjectMeta; row: RecordRow };

/** What a feature adds to the page of its object, so that records need not know features. */
export type Extras = {
  /** What `top`, `above` and `side` draw: asked for together with the record, so that the page appears in one piece. */
  query?: (id: string) => { queryKey: string[]; queryFn: (context: { signal: AbortSignal }) => Promise<unknown> };
  /** Over the whole page, under its title: what decides. */
  top?: ComponentType<ExtraProps>;
  /** The same in short, for the panel beside a list. */
  above?: ComponentType<ExtraProps>;
  side?: ComponentType<ExtraProps>;
  /** Related lists, as "object.field", that `side` shows in its own way. */
  covers?: string[];
};

const known = new Map<string, Extras>();

export function addExtras(object: string, extras: Extras): void {
  known.set(object, extras);
}

export function extrasOf(object: ObjectMeta): Extras {
  return known.get(object.name) ?? {};
}
