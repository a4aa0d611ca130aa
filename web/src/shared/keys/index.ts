import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useEffectEvent } from "react";

type AnyKey = KeyboardEvent | ReactKeyboardEvent;

/** True while an input method is composing: its Enter chooses a candidate and means nothing to us. */
export function isComposing(event: AnyKey): boolean {
  const native = "nativeEvent" in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

export type ShortcutName = "search" | "palette" | "create" | "log" | "keys" | "today" | "insight";

/** Every global shortcut stands here once, so that the list of keys can never lie. */
export const SHORTCUTS: { name: ShortcutName; keys: string[]; matches: (event: KeyboardEvent) => boolean }[] = [
  { name: "palette", keys: ["Ctrl", "K"], matches: (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" },
  { name: "search", keys: ["/"], matches: (event) => bare(event) && event.key === "/" },
  { name: "create", keys: ["C"], matches: (event) => bare(event) && event.key.toLowerCase() === "c" },
  { name: "log", keys: ["L"], matches: (event) => bare(event) && event.key.toLowerCase() === "l" },
  { name: "keys", keys: ["?"], matches: (event) => bare(event) && event.key === "?" },
  { name: "today", keys: ["G", "T"], matches: after("g", "t") },
  { name: "insight", keys: ["G", "I"], matches: after("g", "i") },
];

export function useShortcut(name: ShortcutName, run: () => void): void {
  const fire = useEffectEvent(run);
  useEffect(() => {
    const shortcut = SHORTCUTS.find((candidate) => candidate.name === name);
    if (!shortcut) return;
    const listen = (event: KeyboardEvent) => {
      if (isTaken(event) || !shortcut.matches(event)) return;
      event.preventDefault();
      fire();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [name]);
}

/** Single keys of one page, such as J and K on a list; `run` says whether it knew the key. They come before those of everywhere. */
export function usePageKeys(run: (key: string) => "used" | "not used"): void {
  const fire = useEffectEvent(run);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isTaken(event) || !bare(event)) return;
      if (fire(event.key.toLowerCase()) === "used") event.preventDefault();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}

function isTaken(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.defaultPrevented) return true;
  const chord = event.ctrlKey || event.metaKey;
  return !chord && (isTyping(event.target) || document.querySelector("[role=dialog], [role=menu]") !== null);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function bare(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

function after(first: string, second: string): (event: KeyboardEvent) => boolean {
  let pressedAt = 0;
  return (event) => {
    if (!bare(event)) return false;
    const key = event.key.toLowerCase();
    if (key === first) {
      pressedAt = event.timeStamp;
      return false;
    }
    return key === second && event.timeStamp - pressedAt < 900;
  };
}
