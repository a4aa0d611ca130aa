import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Where a list stood when one left it, by its place in the browser's history: going back comes back to the same rows. */
const places = new Map<string, number>();
const KEPT = 50;

export function useScrollMemory(scroller: RefObject<HTMLElement | null>, isFilled: boolean): void {
  const router = useRouter();
  const place = useRef(0);
  const entry = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isFilled) return;
    entry.current = router.history.location.state["__TSR_key"];
    const known = entry.current === undefined ? undefined : places.get(entry.current);
    if (known) element.scrollTo({ top: known });
    const note = () => {
      place.current = element.scrollTop;
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [scroller, isFilled, router]);
  useEffect(() => {
    // A changed view replaces the entry that the list stands on; its new key is the one to come back to.
    const leave = router.history.subscribe(({ action, location }) => {
      if (action.type === "REPLACE" && location.pathname === router.state.location.pathname) entry.current = location.state["__TSR_key"];
    });
    return () => {
      leave();
      if (entry.current === undefined) return;
      places.set(entry.current, place.current);
      if (places.size > KEPT) places.delete(places.keys().next().value ?? "");
    };
  }, [router]);
}
