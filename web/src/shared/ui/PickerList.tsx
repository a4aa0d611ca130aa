import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isComposing } from "@/shared/keys";
import type { Choice, PickerProps } from "./Picker";

/** More than these nobody reads; one types instead. */
const MOST = 100;

/** A short list with a search box: the editor of choices, references, columns and filters. */
export function PickerList({ label, choices, chosen, onToggle, onSearch, empty, footer }: PickerProps) {
  const { t } = useTranslation();
  const composing = useRef(false);
  const root = useRef<HTMLDivElement>(null);
  const searchable = onSearch !== undefined || choices.length > 7;
  const [text, setText] = useState("");
  const found = onSearch ? choices : matching(choices, text);
  const shown = found.slice(0, MOST);
  const search = (typed: string) => {
    setText(typed);
    onSearch?.(typed);
  };
  const first = choices.find((choice) => chosen.includes(choice.value));
  // Without a search box nothing inside would take the arrow keys.
  useEffect(() => {
    if (!searchable) root.current?.focus();
  }, [searchable]);
  return (
    <Command
      ref={root}
      {...(first ? { defaultValue: first.value } : {})}
      label={label}
      shouldFilter={false}
      className="flex max-h-80 w-64 max-w-full flex-col outline-none"
      onKeyDown={(event) => {
        if (isComposing(event)) event.stopPropagation();
      }}
    >
      {searchable && (
        <Command.Input
          autoFocus
          placeholder={t("general.search")}
          className="mb-1 h-8 w-full border-b border-line bg-transparent px-2 outline-none"
          onCompositionStart={() => (composing.current = true)}
          onCompositionEnd={(event) => {
            composing.current = false;
            search(event.currentTarget.value);
          }}
          onValueChange={(typed) => {
            if (!composing.current) search(typed);
          }}
        />
      )}
      <Command.List tabIndex={-1} aria-label={label} className="min-h-0 flex-1 overflow-auto">
        <Command.Empty className="px-2 py-4 text-center text-text-3">{empty ?? t("general.nothingFound")}</Command.Empty>
        {shown.map((choice) => (
          <Command.Item
            key={choice.value}
            value={choice.value}
            onSelect={() => onToggle(choice.value)}
            className="flex h-8 cursor-pointer max-md:min-h-11 items-center gap-2 rounded-control px-2 outline-none select-none data-[selected=true]:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{choice.view ?? choice.label}</span>
            {chosen.includes(choice.value) && <Check aria-label={t("general.chosen")} className="size-4 text-accent-text" />}
          </Command.Item>
        ))}
        {found.length > shown.length && <p className="px-2 py-1.5 text-meta text-text-3">{t("general.moreToFind", { count: found.length - shown.length })}</p>}
      </Command.List>
      {footer}
    </Command>
  );
}

/** Those that begin with what was typed come first. */
function matching(choices: Choice[], typed: string): Choice[] {
  const needle = typed.trim().toLowerCase();
  if (needle === "") return choices;
  const begins = choices.filter((choice) => choice.label.toLowerCase().startsWith(needle));
  const holds = choices.filter((choice) => !choice.label.toLowerCase().startsWith(needle) && `${choice.label} ${choice.value}`.toLowerCase().includes(needle));
  return [...begins, ...holds];
}
