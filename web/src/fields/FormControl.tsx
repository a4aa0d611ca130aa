import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { type FieldMeta, type FieldValue, isEmpty, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { Labelled, Popover } from "@/shared/ui";
import type { Parsed } from "./kind";
import { kindOf } from "./registry";
import { Value } from "./Value";

type FormControlProps = {
  field: FieldMeta;
  value: FieldValue;
  problem?: string | undefined;
  onChange: (value: FieldValue) => void;
  onProblem?: (code: string | null) => void;
};

/** A field in a form: label, editor of its kind, and what is wrong with it. */
export function FormControl({ field, value, problem, onChange, onProblem }: FormControlProps) {
  const naming = useNaming();
  const code = useCodeText();
  const [open, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const kind = kindOf(field);
  const take = (parsed: Parsed) => {
    setRefusal(parsed.ok ? null : parsed.code);
    onProblem?.(parsed.ok ? null : parsed.code);
    if (parsed.ok) onChange(parsed.value);
  };
  const close = (parsed: Parsed) => {
    take(parsed);
    setOpen(false);
  };
  const shown = problem ?? (refusal ? code("errors.field", refusal, { max: field.max_length ?? field.max, min: field.min }) : undefined);
  const hint = field.help ? naming.labels(field.help, "") : undefined;
  return (
    <Labelled label={naming.field(field)} problem={shown} hint={hint || undefined} mark={field.required ? "required" : "optional"}>
      {(wiring) =>
        kind.shape === "picker" && field.type !== "boolean" ? (
          <Popover
            label={naming.field(field)}
            open={open}
            onOpenChange={setOpen}
            trigger={
              <button
                type="button"
                {...wiring}
                aria-invalid={undefined}
                className="flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-control border border-line-strong bg-panel px-2.5 text-left hover:bg-hover"
              >
                <span className="min-w-0 truncate">{isEmpty(value) ? <span className="text-text-3">—</span> : <Value field={field} value={value} place="cell" />}</span>
                <ChevronDown aria-hidden className="size-3.5 shrink-0 text-text-3" />
              </button>
            }
          >
            <kind.Editor field={field} value={value} onChange={take} onCommit={close} onCancel={() => setOpen(false)} focus="later" />
          </Popover>
        ) : (
          <kind.Editor field={field} value={value} onChange={take} onCommit={take} onCancel={() => {}} wiring={wiring} focus="later" />
        )
      }
    </Labelled>
  );
}
