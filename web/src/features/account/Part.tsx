import type { ReactNode } from "react";

export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5">
      <div>
        <h2 className="text-title font-semibold">{title}</h2>
        {hint && <p className="text-text-2">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
