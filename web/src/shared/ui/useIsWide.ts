import { useSyncExternalStore } from "react";

const wide = () => window.matchMedia("(min-width: 768px)");

export function isWide(): boolean {
  return wide().matches;
}

/** Phones get cards instead of grids; everything else about the layout is left to CSS. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = wide();
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    isWide,
  );
}
