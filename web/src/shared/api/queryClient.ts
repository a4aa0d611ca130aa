import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: tryAgain,
    },
    mutations: { retry: false },
  },
});

/** What the server has refused it would refuse again. */
export function tryAgain(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.status > 0 && error.status < 500 ? false : failures < 2;
}
