import type { ReactNode } from "react";

/** One theme of the right column. */
export function Part({ title, count, action, children }: { title: string; count?: number | null | undefined; action?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="flex h-7 items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold">{title}</h2>
        {count ? <span className="text-text-3 tabular-nums">{count}</span> : null}
        {action && <span className="ml-auto flex items-center">{action}</span>}
      </div>
      {children}
    </section>
  );
}
