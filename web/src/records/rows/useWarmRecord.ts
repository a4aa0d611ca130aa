import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ObjectMeta } from "@/metadata";
import { recordQuery } from "./useRecord";

const REST_MS = 60;

/** Whoever rests the pointer on a name is about to open it: the record comes before the click. */
export function useWarmRecord(object: ObjectMeta): (id: string | undefined) => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (id) => {
    clearTimeout(timer.current);
    if (!id) return;
    timer.current = setTimeout(() => {
      void import("../peek/Peek");
      void client.prefetchQuery(recordQuery(object, id));
    }, REST_MS);
  };
}
