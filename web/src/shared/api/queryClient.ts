import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: tryAgain,
      // The server may stand on this very machine, whatever the browser thinks of its network; whether it answers is found out by asking.
      networkMode: "always",
      refetchOnReconnect: true,
    },
    mutations: { retry: false },
  },
});

/** What the server has refused it would refuse again. */
export function tryAgain(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.status > 0 && error.status < 500 ? false : failures < 2;
}
