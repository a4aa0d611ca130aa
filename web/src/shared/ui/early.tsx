import { type ComponentType, lazy, useState } from "react";

export type Early<Props extends object> = ComponentType<Props> & { fetch: () => Promise<void> };

/**
 * A part that is loaded apart from its page and may be fetched before it is asked for. Then it is drawn in the same frame; `lazy` alone shows
 * its fallback first, and React does not replace one before 300 ms are over.
 */
export function early<Props extends object>(load: () => Promise<ComponentType<Props>>): Early<Props> {
  let here: ComponentType<Props> | null = null;
  // Ahead of time nobody waits for it: whoever opens it without a server asks again, and is told.
  const fetch = async () => {
    here ??= await load().catch(() => null);
  };
  const Later = lazy(async () => ({ default: await load() }));
  function Part(props: Props) {
    // What was begun with stays: another component in its place would forget its state.
    const [Shown] = useState<ComponentType<Props>>(() => here ?? Later);
    return <Shown {...props} />;
  }
  return Object.assign(Part, { fetch });
}
