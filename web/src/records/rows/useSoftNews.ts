import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useState } from "react";
import type { ObjectMeta, RecordRow } from "@/metadata";
import { holdNews, http } from "@/shared/api";
import { dropRows, knownRow, placeRow } from "./cache";
import { expandOf } from "./useRecord";

export type News = {
  /** The records that others have changed since the list was loaded. */
  changed: ReadonlySet<string>;
  /** Loads the list again, in its order. */
  show: () => void;
};

const NONE: ReadonlySet<string> = new Set();
/** More than these at once is an import or a change of many, and no reason to ask for each. */
const MOST = 20;

/**
 * What others change while somebody works in a list appears in its place; nothing moves under his hands. The list takes its order again when he
 * asks for it, or when the pointer and the focus have left it.
 */
export function useSoftNews(object: ObjectMeta, area: RefObject<HTMLElement | null>): News {
  const client = useQueryClient();
  const [changed, setChanged] = useState(NONE);
  const show = useCallback(() => {
    setChanged(NONE);
    dropRows(client, object);
  }, [client, object]);

  useEffect(
    () =>
      holdNews(object.name, (ids) => {
        if (!isAttended(area.current)) {
          setChanged(NONE);
          return "not held";
        }
        setChanged((before) => new Set([...before, ...ids]));
        const shown = ids.filter((id) => knownRow(client, object, id));
        for (const id of shown.slice(0, MOST)) {
          // Gone, or closed to this person by now: the list will say so when it is loaded again.
          http.get<RecordRow>(`/${object.plural}/${id}`, { query: { expand: expandOf(object) } }).then((row) => placeRow(client, object, row), () => undefined);
        }
        return "held";
      }),
    [client, object, area],
  );

  useEffect(() => {
    const element = area.current;
    if (changed.size === 0 || !element) return;
    const left = () => requestAnimationFrame(() => !isAttended(element) && show());
    element.addEventListener("pointerleave", left);
    element.addEventListener("focusout", left);
    return () => {
      element.removeEventListener("pointerleave", left);
      element.removeEventListener("focusout", left);
    };
  }, [area, changed, show]);
  return { changed, show };
}

function isAttended(element: HTMLElement | null): boolean {
  return element !== null && (element.matches(":hover") || element.contains(document.activeElement));
}
