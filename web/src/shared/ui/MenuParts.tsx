import { DropdownMenu as Radix } from "radix-ui";
import { Check } from "lucide-react";
import { type FocusEvent, type ReactNode, useRef } from "react";
import { classes } from "./classes";
import type { MenuChoiceProps, MenuItemProps, MenuProps } from "./Menu";

const ITEM =
  "flex cursor-pointer items-center gap-2 rounded-control px-2 py-1.5 max-md:min-h-11 whitespace-nowrap outline-none select-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:opacity-50";

type MenuPanelProps = Required<Omit<MenuProps, "trigger">> & { trigger: ReactNode; by: "pointer" | "keys" };

/** Not modal on purpose: a modal menu locks scrolling with an inline style sheet that the content policy forbids. */
export function MenuPanel({ trigger, by, children, align, side }: MenuPanelProps) {
  const first = useRef(by);
  // Radix was not here yet when the key was pressed and would take it for a click, after which nothing is chosen.
  const chooseFirst = ({ currentTarget }: FocusEvent<HTMLElement>) => {
    if (first.current === "pointer") return;
    first.current = "pointer";
    currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
  };
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onFocus={chooseFirst}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-float overflow-auto rounded-card border border-line bg-panel p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ children, onSelect, icon, tone = "plain", hint, disabled = false }: MenuItemProps) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={classes(ITEM, tone === "danger" && "text-danger")}>
      {icon && <span className="flex size-4 items-center justify-center text-text-3 [&>svg]:size-4">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="text-meta text-text-3">{hint}</span>}
    </Radix.Item>
  );
}

export function MenuChoice({ value, options, onChange }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check className="size-4 text-accent-text" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-meta text-text-3">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
