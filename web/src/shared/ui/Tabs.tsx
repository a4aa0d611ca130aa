import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes";

type Tab = { value: string; label: ReactNode; content: ReactNode };

type TabsProps = { tabs: Tab[]; label: string; className?: string; value?: string; onChange?: (value: string) => void };

export function Tabs({ tabs, label, className, value, onChange }: TabsProps) {
  const control = value === undefined ? { defaultValue: tabs[0]?.value ?? "" } : { value };
  return (
    <Radix.Root {...control} {...(onChange ? { onValueChange: onChange } : {})} className={classes("flex min-h-0 flex-col", className)}>
      <Radix.List aria-label={label} className="flex shrink-0 gap-4 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px border-b-2 border-transparent py-1.5 whitespace-nowrap text-text-2 hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="min-h-0 pt-3 outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
