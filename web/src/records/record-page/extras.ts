import type { ObjectMeta, RecordRow } from "@/metadata";
import type { Early } from "@/shared/ui";

export type ExtraProps = { object: ObjectMeta; row: RecordRow };

/** What a feature adds to the page of its object, so that records need not know features. */
export type Extras = {
  /** What `top`, `above` and `side` draw: asked for together with the record, so that the page appears in one piece. */
  query?: (id: string) => { queryKey: string[]; queryFn: (context: { signal: AbortSignal }) => Promise<unknown> };
  /** Over the whole page, under its title: what decides. */
  top?: Early<ExtraProps>;
  /** The same in short, for the panel beside a list. */
  above?: Early<ExtraProps>;
  side?: Early<ExtraProps>;
  /** Related lists, as "object.field", that `side` shows in its own way. */
  covers?: string[];
};

const known = new Map<string, Extras>();

export function addExtras(object: string, extras: Extras): void {
  known.set(object, extras);
}

/** While the record is on its way, so are the parts that will draw it; `peek` needs less than the page. */
export function fetchExtras(object: ObjectMeta, where: "page" | "peek"): void {
  const { top, above, side } = extrasOf(object);
  for (const part of where === "page" ? [top, side] : [above]) void part?.fetch();
}

export function extrasOf(object: ObjectMeta): Extras {
  return known.get(object.name) ?? {};
}
