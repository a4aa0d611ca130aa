import { cloneElement, type ComponentProps, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode, useState } from "react";

export type MenuProps = { trigger: ReactElement<ComponentProps<"button">>; children: ReactNode; align?: "start" | "end"; side?: "top" | "bottom" };

export type MenuItemProps = { children: ReactNode; onSelect: () => void; icon?: ReactNode; tone?: "plain" | "danger"; hint?: ReactNode; disabled?: boolean };

export type MenuChoiceProps = { value: string; options: { value: string; label: string }[]; onChange: (value: string) => void };

type Asked = "not yet" | "pointer" | "keys";

let parts: typeof import("./MenuParts") | null = null;

/** A page has dozens of menus and few of them are ever opened: until then there is only the button, and their machinery is fetched while nothing else is to be done. */
export function Menu({ trigger, children, align = "end", side = "bottom" }: MenuProps) {
  const [asked, setAsked] = useState<Asked>("not yet");
  if (asked !== "not yet" && parts) {
    return (
      <parts.MenuPanel trigger={trigger} by={asked} align={align} side={side}>
        {children}
      </parts.MenuPanel>
    );
  }
  const ask = (by: Asked) => {
    if (parts) setAsked(by);
    else void fetchMenus().then(() => setAsked(by));
  };
  const { onPointerDown, onKeyDown } = trigger.props;
  return cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      onPointerDown?.(event);
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || trigger.props.disabled) return;
      event.preventDefault();
      ask("pointer");
    },
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      onKeyDown?.(event);
      if (event.defaultPrevented || !["Enter", " ", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      ask("keys");
    },
  });
}

export async function fetchMenus(): Promise<void> {
  parts = await import("./MenuParts");
}

export function MenuItem(props: MenuItemProps) {
  return parts && <parts.MenuItem {...props} />;
}

export function MenuChoice(props: MenuChoiceProps) {
  return parts && <parts.MenuChoice {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
  return parts && <parts.MenuLabel {...props} />;
}

export function MenuLine() {
  return parts && <parts.MenuLine />;
}
