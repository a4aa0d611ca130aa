import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { catalogQuery } from "@/metadata";
import { useLiveChanges } from "@/shared/api";
import { ProblemState, Spinner } from "@/shared/ui";
import "./recordExtras";
import { router } from "./router";

// The page's own part comes while the catalog is asked for.
void router.load();

export function SignedIn() {
  const { data, error, refetch } = useQuery(catalogQuery);
  useLiveChanges();
  useEffect(() => {
    if (data) document.documentElement.dataset.rise = data.company.rise;
  }, [data]);
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className="flex h-full items-center justify-center text-text-3">
        <Spinner />
      </div>
    );
  }
  return <RouterProvider router={router} />;
}
