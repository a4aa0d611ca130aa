import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes";

type PopoverProps = {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The popover has gone and would give the focus back; whoever opens another one in its place keeps it. */
  onGone?: (event: Event) => void;
  align?: "start" | "center" | "end";
  className?: string;
};

export function Popover({ trigger, label, children, open, onOpenChange, onGone, align = "start", className }: PopoverProps) {
  const control = open === undefined ? {} : { open };
  return (
    <Radix.Root {...control} {...(onOpenChange ? { onOpenChange } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          {...(onGone ? { onCloseAutoFocus: onGone } : {})}
          className={classes(
            "float max-h-(--radix-popover-content-available-height) animate-float overflow-auto",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type AnchoredProps = { anchor: DOMRect; over: "cell" | "below"; label: string; onEscape: () => void; onOutside: () => void; children: ReactNode; className?: string };

/** A popover over a place on the screen instead of over a button: the editor of a grid cell. */
export function AnchoredPopover({ anchor, over, label, onEscape, onOutside, children, className }: AnchoredProps) {
  return (
    <Radix.Root open>
      <Radix.Anchor virtualRef={{ current: { getBoundingClientRect: () => anchor } }} />
      <Radix.Portal>
        <Radix.Content
          align="start"
          side="bottom"
          sideOffset={over === "cell" ? -anchor.height : 2}
          collisionPadding={8}
          avoidCollisions={over === "below"}
          aria-label={label}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            event.preventDefault();
            if (!event.isComposing) onEscape();
          }}
          onInteractOutside={onOutside}
          className={classes("float", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
