import { useState } from "react";

/**
 * Whether a page still waits for the first answers to what it is drawn from. Once it stands it stays: a part that failed and asks again in its own
 * place must not take the page away.
 */
export function useFirstWait(queries: { isLoading: boolean }[]): boolean {
  const [stands, setStands] = useState(false);
  const waiting = !stands && queries.some((query) => query.isLoading);
  if (!waiting && !stands) setStands(true);
  return waiting;
}
