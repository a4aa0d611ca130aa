import { Lock, Pencil } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf, type Parsed, Value } from "@/fields";
import { type FieldMeta, type FieldValue, isEditable, isEmpty, type ObjectMeta, type RecordRow, sameValue, useNaming } from "@/metadata";
import { isOwnVersion } from "@/shared/api";
import { useCodeText, useText } from "@/shared/i18n";
import { Avatar, Button, classes, Popover, Skeleton } from "@/shared/ui";
import { usePresence } from "./Presence";
import { WaitingMark } from "./WaitingMark";

type FieldRowProps = { object: ObjectMeta; field: FieldMeta; row: RecordRow; onSave: (seen: RecordRow, field: FieldMeta, value: FieldValue) => void };

/** A label and a value that turns into its editor where it stands. */
export function FieldRow({ object, field, row, onSave }: FieldRowProps) {
  const t = useText();
  const naming = useNaming();
  const { others, changing } = usePresence();
  // What was on the screen when the editor opened: a change that arrives meanwhile must be a conflict and not be overwritten.
  const [seen, setSeen] = useState<RecordRow | null>(null);
  const editing = seen !== null;
  const value = row[field.name];
  const editable = isEditable(object, field) && !row.deleted_at && field.type !== "json";
  const kind = kindOf(field);
  const flash = useFlash(row, value);
  const other = others.find((person) => person.field === field.name);
  const setEditing = (next: boolean) => {
    setSeen(next ? row : null);
    changing(next ? field.name : null);
  };
  const finish = (next: FieldValue) => {
    setEditing(false);
    if (seen && !sameValue(next, seen[field.name])) onSave(seen, field, next);
  };
  const label = naming.field(field);
  const editLabel = t("records.editField", { field: label });
  return (
    <div className={classes("group grid gap-x-2 px-4 py-0.5", kind.shape === "block" && editing ? "grid-cols-1" : "grid-cols-[minmax(88px,34%)_minmax(0,1fr)]")}>
      <dt className="flex min-w-0 items-center gap-1 self-start py-1 text-text-2" title={naming.labels(field.help, label)}>
        <span className="truncate">{label}</span>
        {field.required && editable && isEmpty(value) && (
          <span aria-hidden className="text-danger">
            *
          </span>
        )}
        <WaitingMark id={row.id} field={field.name} />
      </dt>
      <dd data-flash={flash} className={classes("field-value min-w-0 rounded-control", other && "ring-2 ring-chart-3")}>
        {other && (
          <p role="status" className="flex items-center gap-1 px-1.5 text-meta text-text-2">
            <Avatar name={other.title} />
            {t("records.presence.changing", { name: other.title })}
          </p>
        )}
        {!(field.name in row) ? (
          <Skeleton className="my-2 w-2/3" />
        ) : editing && kind.shape !== "picker" ? (
          <InlineEditor field={field} value={value} label={label} onDone={finish} onCancel={() => setEditing(false)} />
        ) : kind.shape === "picker" && editable ? (
          <Picked label={label} editLabel={editLabel} open={editing} onOpenChange={setEditing} shown={<Value field={field} value={value} place="cell" />}>
            <kind.Editor field={field} value={value} focus="now" onChange={() => {}} onCommit={(parsed) => parsed.ok && finish(parsed.value)} onCancel={() => setEditing(false)} />
          </Picked>
        ) : (
          <div
            className={classes("relative flex min-h-7 items-start rounded-control border border-transparent px-1.5 py-[3px]", editable && "hover:bg-hover")}
            onDoubleClick={() => editable && setEditing(true)}
          >
            <div className="min-w-0 flex-1 break-words">
              <Value field={field} value={value} />
            </div>
            {editable && (
              <button
                type="button"
                aria-label={editLabel}
                onClick={() => setEditing(true)}
                className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center rounded-tag bg-panel text-text-3 opacity-0 group-hover:opacity-100 hover:text-text focus-visible:opacity-100 max-md:opacity-60"
              >
                <Pencil aria-hidden className="size-3.5" />
              </button>
            )}
            {field.access === "mask" && <Lock aria-label={t("records.masked")} className="mt-1 size-3.5 text-text-3" />}
          </div>
        )}
      </dd>
    </div>
  );
}

type PickedProps = { label: string; editLabel: string; open: boolean; onOpenChange: (open: boolean) => void; shown: ReactNode; children: ReactNode };

/** A page has dozens of these, so the list is built only when it opens; afterwards the focus is where it was. */
function Picked({ label, editLabel, open, onOpenChange, shown, children }: PickedProps) {
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open && document.activeElement === document.body) button.current?.focus();
    was.current = open;
  }, [open]);
  const trigger = (
    <button
      ref={button}
      type="button"
      className="flex min-h-7 w-full min-w-0 items-center rounded-control border border-transparent px-1.5 text-left hover:bg-hover"
      {...(open ? {} : { "aria-haspopup": "dialog" as const, "aria-expanded": false, onClick: () => onOpenChange(true) })}
    >
      <span className="sr-only">{editLabel} </span>
      {shown}
    </button>
  );
  if (!open) return trigger;
  return (
    <Popover label={label} open onOpenChange={onOpenChange} trigger={trigger}>
      {children}
    </Popover>
  );
}

const FLASH_MS = 1600;

/** What somebody else has changed lights up softly; one's own change does not. */
function useFlash(row: RecordRow, value: FieldValue): boolean {
  const seen = useRef({ version: row.version, value });
  const [flash, setFlash] = useState(false);
  useEffect(() => {
    const before = seen.current;
    seen.current = { version: row.version, value };
    if (row.version <= before.version || isOwnVersion(row.id, row.version) || sameValue(before.value, value)) return;
    setFlash(true);
    const timer = setTimeout(() => setFlash(false), FLASH_MS);
    return () => clearTimeout(timer);
  }, [row.id, row.version, value]);
  return flash;
}

type InlineEditorProps = { field: FieldMeta; value: FieldValue; label: string; onDone: (value: FieldValue) => void; onCancel: () => void };

function InlineEditor({ field, value, label, onDone, onCancel }: InlineEditorProps) {
  const { t } = useTranslation();
  const code = useCodeText();
  const kind = kindOf(field);
  const draft = useRef<Parsed>({ ok: true, value });
  const box = useRef<HTMLDivElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const commit = (parsed: Parsed) => {
    if (!parsed.ok) return setRefusal(code("errors.field", parsed.code, { max: field.max_length ?? field.max, min: field.min }));
    if (field.required && isEmpty(parsed.value)) return setRefusal(code("errors.field", "required"));
    onDone(parsed.value);
  };
  return (
    <div
      ref={box}
      onBlur={(event) => {
        if (box.current?.contains(event.relatedTarget) || kind.shape === "block" || !document.hasFocus()) return;
        // A sign-in over the page takes the focus for a while; what is being typed stays open beneath it.
        if (event.relatedTarget instanceof Element && event.relatedTarget.closest("[role=dialog]")) return;
        if (draft.current.ok) commit(draft.current);
      }}
    >
      <kind.Editor
        field={field}
        value={value}
        focus="now"
        wiring={{ "aria-label": label, "aria-invalid": refusal ? true : undefined }}
        onChange={(parsed) => {
          draft.current = parsed;
          if (parsed.ok) setRefusal(null);
        }}
        onCommit={commit}
        onCancel={onCancel}
      />
      {refusal && (
        <p role="alert" className="pt-1 text-meta text-danger">
          {refusal}
        </p>
      )}
      {kind.shape === "block" && (
        <div className="flex gap-2 py-1.5">
          <Button look="primary" onClick={() => commit(draft.current)}>
            {t("general.save")}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {t("general.cancel")}
          </Button>
        </div>
      )}
    </div>
  );
}
