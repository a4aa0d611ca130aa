import { type ReactNode, useEffect, useRef, useState } from "react";

const PAUSE_MS = 180;

type SearchInputProps = { value: string; label: string; icon: ReactNode; onChange: (text: string) => void };

/** Searches while one types, but not while an input method is still composing. */
export function SearchInput({ value, label, icon, onChange }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value), [value]);
  const later = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(text), PAUSE_MS);
  };
  return (
    <div className="relative w-full min-w-0 text-text-3 md:w-48 lg:w-56">
      <span className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2">{icon}</span>
      <input
        type="search"
        aria-label={label}
        value={typed}
        className="h-7 max-md:h-11 w-full rounded-control border border-line-strong bg-panel pr-2 pl-8 text-text outline-none focus:border-accent focus:ring-2 focus:ring-accent/20"
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={(event) => {
          composing.current = false;
          later(event.currentTarget.value);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          if (!composing.current) later(event.target.value);
        }}
      />
    </div>
  );
}
