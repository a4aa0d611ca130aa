import { ChevronDown, PencilLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useFormats, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { classes } from "@/shared/ui";
import { ChangedValues } from "../Changes";
import type { Fold } from "./entries";

/** "王芳 changed 3 fields": one line, and all of it on a click. */
export function ChangeLine({ object, fold }: { object: ObjectMeta; fold: Fold }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const naming = useNaming();
  const [open, setOpen] = useState(false);
  const fields = fold.fields.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const [first] = fields;
  if (fold.kind === "update" && !first) return null;
  const what = fold.kind !== "update" ? code("records.changes.kinds", fold.kind) : fields.length === 1 && first ? t("records.timeline.changedOne", { field: naming.field(first) }) : t("records.timeline.changed", { count: fields.length });
  return (
    <li className="relative flex gap-3 pb-3 before:absolute before:top-6 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden">
      <span className="z-1 flex size-6 shrink-0 items-center justify-center rounded-full bg-panel text-text-3">
        <PencilLine aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 text-text-2">
        <button type="button" aria-expanded={open} disabled={fold.kind !== "update"} className="flex min-h-6 max-w-full flex-wrap items-baseline gap-x-1.5 text-left" onClick={() => setOpen(!open)}>
          <span>{fold.who ?? t("records.changes.system")}</span>
          <span>{what}</span>
          <time dateTime={fold.at} title={formats.dateTime(fold.at)} className="text-meta text-text-3">
            {formats.relative(fold.at)}
          </time>
          {fold.kind === "update" && <ChevronDown aria-hidden className={classes("size-3.5 self-center text-text-3", !open && "-rotate-90")} />}
        </button>
        {open && fold.changes.map((change) => <ChangedValues key={change.seq} object={object} change={change} />)}
      </div>
    </li>
  );
}
