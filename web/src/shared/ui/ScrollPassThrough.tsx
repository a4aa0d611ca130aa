import { Slot } from "radix-ui";
import type { ReactNode } from "react";

/**
 * Stands in for react-remove-scroll: locking the page writes an inline style sheet, which our content policy forbids,
 * and the page has nothing to lock because only its panes scroll.
 */
export function RemoveScroll({ children, as, enabled: _enabled, allowPinchZoom: _pinch, shards: _shards, ...rest }: RemoveScrollProps) {
  return as ? <Slot.Root {...rest}>{children}</Slot.Root> : <div {...rest}>{children}</div>;
}

type RemoveScrollProps = { children?: ReactNode; as?: unknown; enabled?: boolean; allowPinchZoom?: boolean; shards?: unknown };
