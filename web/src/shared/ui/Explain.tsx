import { Tooltip as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { classes } from "./classes";

export type Explanation = { title: ReactNode; lines: { label: string; text: ReactNode }[] };

type ExplainProps = Explanation & { children: ReactNode; className?: string };

/** A figure that says, on hover, on focus and on a tap, what it means, of which time it is and where it comes from. */
export function Explain({ title, lines, children, className }: ExplainProps) {
  const [open, setOpen] = useState(false);
  return (
    <Radix.Provider delayDuration={150}>
      <Radix.Root open={open} onOpenChange={setOpen}>
        <Radix.Trigger asChild>
          <button
            type="button"
            className={classes("max-w-full cursor-help text-left decoration-line-strong decoration-dotted underline-offset-4 hover:underline", className)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.preventDefault();
              setOpen(true);
            }}
          >
            {children}
          </button>
        </Radix.Trigger>
        <Radix.Portal container={document.getElementById("main")}>
          <Radix.Content sideOffset={6} collisionPadding={12} className="z-60 max-w-80 animate-float rounded-card border border-line bg-panel px-3 py-2 text-left shadow-float">
            <p className="font-semibold">{title}</p>
            <dl className="flex flex-col gap-1 pt-1">
              {lines.map((line) => (
                <div key={line.label} className="flex gap-2">
                  <dt className="shrink-0 text-text-3">{line.label}</dt>
                  <dd className="min-w-0 text-text-2">{line.text}</dd>
                </div>
              ))}
            </dl>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
