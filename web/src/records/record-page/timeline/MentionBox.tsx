import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ClipboardEvent, type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type RecordRow, useCatalog } from "@/metadata";
import { http } from "@/shared/api";
import { isComposing } from "@/shared/keys";
import { Avatar, TextArea } from "@/shared/ui";
import { mentionBefore, withMention } from "./compose";

export type Person = { id: string; title: string };

type MentionBoxProps = {
  label: string;
  text: string;
  onText: (text: string) => void;
  onMention: (person: Person) => void;
  onSend: () => void;
  onFiles?: (files: File[]) => void;
  onEscape?: () => void;
  box?: Ref<{ focus: () => void }>;
  className?: string;
};

/** A text in which colleagues can be named with @; the arrows choose, Enter or Tab takes, and pictures may be pasted. */
export function MentionBox({ label, text, onText, onMention, onSend, onFiles, onEscape, box, className }: MentionBoxProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [piece, setPiece] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = usePeople(piece);
  const cursor = useRef<number | null>(null);
  useImperativeHandle(box, () => ({ focus: () => area.current?.focus() }), []);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    area.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  const current = found[Math.min(at, found.length - 1)];
  const look = (element: HTMLTextAreaElement) => {
    setPiece(mentionBefore(element.value, element.selectionStart));
    setAt(0);
  };
  const take = (person: Person) => {
    const next = withMention(text, area.current?.selectionStart ?? text.length, person.title);
    cursor.current = next.cursor;
    onMention(person);
    onText(next.text);
    setPiece(null);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const open = piece !== null && current !== undefined;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (open && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      take(current);
    } else if (event.key === "Escape" && (piece !== null || onEscape)) {
      event.preventDefault();
      event.stopPropagation();
      if (piece !== null) setPiece(null);
      else onEscape?.();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    // A cell copied from a spreadsheet brings a picture of itself along with its text.
    if (!onFiles || files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    onFiles(files);
  };
  const open = piece !== null && found.length > 0;
  return (
    <div className="relative">
      <TextArea
        ref={area}
        aria-label={label}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open && current ? `${list}-${current.id}` : undefined}
        placeholder={label}
        value={text}
        className={className}
        onChange={(event) => {
          onText(event.target.value);
          look(event.target);
        }}
        onSelect={(event) => setPiece(mentionBefore(event.currentTarget.value, event.currentTarget.selectionStart))}
        onBlur={() => setPiece(null)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {open && (
        <div id={list} role="listbox" aria-label={t("records.composer.people")} className="float absolute top-full left-0 z-20 w-64 p-1">
          {found.map((person) => (
            <div
              key={person.id}
              id={`${list}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === current}
              className="flex h-8 cursor-pointer items-center gap-2 rounded-control px-2 aria-selected:bg-hover"
              onPointerDown={(event) => {
                event.preventDefault();
                take(person);
              }}
            >
              <Avatar name={person.title} />
              <span className="min-w-0 truncate">{person.title}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function usePeople(piece: string | null): Person[] {
  const user = useCatalog().objects.user;
  const { data } = useQuery({
    queryKey: ["mentionable", piece],
    enabled: piece !== null && user !== undefined,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Person[]> => {
      const page = await http.get<{ data: RecordRow[] }>("/users", { query: { q: piece ?? "", "filter[active][eq]": "true", limit: 6, fields: "name", sort: piece === "" ? "name" : undefined }, signal });
      return page.data.map((row) => ({ id: row.id, title: String(row.name ?? "") }));
    },
  });
  return piece === null ? [] : (data ?? []);
}
