import type { ReactNode } from "react";

type PageProps = { title: string; hint?: string; action?: ReactNode; width?: "text" | "table"; children: ReactNode };

/** The frame of a page of the settings that is no list: a title, what it is for, what one does here. */
export function SettingsFrame({ title, hint, action, width = "text", children }: PageProps) {
  return (
    <div className={width === "text" ? "mx-auto flex max-w-160 flex-col gap-5 px-4 py-6" : "mx-auto flex max-w-280 flex-col gap-5 px-4 py-6"}>
      <header className="flex flex-wrap items-start gap-3">
        <div className="mr-auto min-w-0">
          <h1 className="text-record font-semibold">{title}</h1>
          {hint && <p className="text-text-2">{hint}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}
