import { useRef, useState } from "react";
import type { Parsed } from "@/fields";
import { type FieldValue, type RecordRow, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { AnchoredPopover } from "@/shared/ui/Popover";
import type { Column } from "./columns";

export type CellEdit = { index: number; row: RecordRow; column: Column; place: number; seed: string | undefined; anchor: DOMRect };

type CellEditorProps = {
  edit: CellEdit;
  onSave: (value: FieldValue) => void;
  onCancel: () => void;
  /** The focus has gone, or is going, to what was clicked; what was typed so far goes along when it is a value. */
  onLeave: (value: FieldValue | undefined) => void;
};

export function CellEditor({ edit, onSave, onCancel, onLeave }: CellEditorProps) {
  const naming = useNaming();
  const code = useCodeText();
  const { field, kind } = edit.column;
  const draft = useRef<Parsed | null>(edit.seed === undefined || kind.shape !== "line" ? null : kind.parse(edit.seed, field));
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (parsed: Parsed) => {
    draft.current = parsed;
    if (parsed.ok) setRefusal(null);
  };
  const commit = (parsed: Parsed) => {
    if (parsed.ok) onSave(parsed.value);
    else setRefusal(code("errors.field", parsed.code, { max: field.max_length ?? field.max, min: field.min }));
  };
  return (
    <AnchoredPopover
      anchor={edit.anchor}
      over={kind.shape === "line" ? "cell" : "below"}
      label={naming.field(field)}
      {...(kind.shape === "line" ? { className: "border-0 bg-transparent p-0 shadow-none" } : {})}
      onEscape={onCancel}
      onOutside={() => onLeave(draft.current?.ok ? draft.current.value : undefined)}
    >
      <div className={kind.shape === "line" ? "[&_input]:h-9 [&_input]:rounded-tag [&_input]:px-2" : undefined} style={kind.shape === "line" ? { width: Math.max(edit.anchor.width, 160) } : undefined}>
        <kind.Editor
          field={field}
          value={edit.row[field.name]}
          seed={edit.seed}
          focus="now"
          wiring={{ "aria-label": naming.field(field), "aria-invalid": refusal ? true : undefined }}
          onChange={take}
          onCommit={commit}
          onCancel={onCancel}
        />
        {refusal && (
          <p role="alert" className="mt-1 rounded-control bg-danger-soft px-2 py-1 text-meta text-danger shadow-float">
            {refusal}
          </p>
        )}
      </div>
    </AnchoredPopover>
  );
}
