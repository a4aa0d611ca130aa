import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Check } from "lucide-react";
import { classes } from "./classes";

type MenuProps = { trigger: ReactNode; children: ReactNode; align?: "start" | "end"; side?: "top" | "bottom" };

const ITEM =
  "flex cursor-pointer items-center gap-2 rounded-control px-2 py-1.5 max-md:min-h-11 whitespace-nowrap outline-none select-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:opacity-50";

/** Not modal on purpose: a modal menu locks scrolling with an inline style sheet that the content policy forbids. */
export function Menu({ trigger, children, align = "end", side = "bottom" }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-float overflow-auto rounded-card border border-line bg-panel p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = { children: ReactNode; onSelect: () => void; icon?: ReactNode; tone?: "plain" | "danger"; hint?: ReactNode; disabled?: boolean };

export function MenuItem({ children, onSelect, icon, tone = "plain", hint, disabled = false }: MenuItemProps) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={classes(ITEM, tone === "danger" && "text-danger")}>
      {icon && <span className="flex size-4 items-center justify-center text-text-3 [&>svg]:size-4">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="text-meta text-text-3">{hint}</span>}
    </Radix.Item>
  );
}

type MenuChoiceProps = { value: string; options: { value: string; label: string }[]; onChange: (value: string) => void };

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
