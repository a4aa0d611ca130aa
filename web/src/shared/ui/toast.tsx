import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { classes } from "./classes";

type Tone = "plain" | "problem";

type Note = { id: number; text: string; tone: Tone; action?: { label: string; run: () => void } };

type NoteOptions = { tone?: Tone; action?: { label: string; run: () => void } };

let notes: Note[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const SHOWN_MS = 8000;

export function toast(text: string, options: NoteOptions = {}): void {
  lastId += 1;
  const id = lastId;
  notes = [...notes.slice(-2), { id, text, tone: options.tone ?? "plain", ...(options.action ? { action: options.action } : {}) }];
  announce();
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, () => notes);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-16 z-60 flex flex-col items-center gap-2 px-3 md:bottom-5">
      {shown.map((note) => (
        <div
          key={note.id}
          className={classes(
            "pointer-events-auto flex max-w-full animate-float items-center gap-3 rounded-card border bg-panel py-1.5 pr-1.5 pl-3 shadow-float",
            note.tone === "problem" ? "border-danger text-danger" : "border-line",
          )}
        >
          <span className="min-w-0 break-words">{note.text}</span>
          {note.action && (
            <button
              type="button"
              className="rounded-control px-2 py-1 font-medium whitespace-nowrap text-accent-text hover:bg-hover"
              onClick={() => {
                note.action?.run();
                dismiss(note.id);
              }}
            >
              {note.action.label}
            </button>
          )}
          <IconButton label={t("general.close")} onClick={() => dismiss(note.id)}>
            <X className="size-3.5" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}

function dismiss(id: number): void {
  notes = notes.filter((note) => note.id !== id);
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
