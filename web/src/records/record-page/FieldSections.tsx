import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, fieldOf, isEditable, isEmpty, type ObjectMeta, type RecordRow, useNaming } from "@/metadata";
import { useUpdate } from "../rows";
import { FieldRow } from "./FieldRow";
import { isShown, laidOut, ruled, ruleOf } from "./layout";

const RECORD_KEEPING = ["created_at", "created_by", "updated_at", "updated_by"];

/** The fields of a record, section by section, as the page is laid out. */
export function FieldSections({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const save = useUpdate(object);
  const sections = laidOut(object).filter((section) => isShown(object, row, section.when));
  const keeping = RECORD_KEEPING.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  return (
    <div className="flex flex-col gap-2 pb-6">
      {sections.map((section) => (
        <FieldSection
          key={section.name}
          title={section.name === "" ? t("records.details") : naming.labels(section.labels, section.name)}
          object={object}
          fields={section.fields}
          row={row}
          onSave={(seen, field, value) => void save(seen, field, value)}
        />
      ))}
      {keeping.length > 0 && <FieldSection title={t("records.keeping")} object={object} fields={keeping} row={row} start="closed" onSave={() => {}} />}
    </div>
  );
}

type FieldSectionProps = { title: string; object: ObjectMeta; fields: FieldMeta[]; row: RecordRow; start?: "open" | "closed"; onSave: Parameters<typeof FieldRow>[0]["onSave"] };

function FieldSection({ title, object, fields, row, start = "open", onSave }: FieldSectionProps) {
  const [open, setOpen] = useState(start === "open");
  const shown = fields.filter((field) => (isEditable(object, field) || !isEmpty(row[field.name])) && isShown(object, row, ruleOf(object, field.name).when));
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex w-full items-center gap-1.5 px-4 pt-2 pb-1 text-left font-semibold">
          <ChevronDown aria-hidden className={open ? "size-4 text-text-3" : "size-4 -rotate-90 text-text-3"} />
          {title}
        </button>
      </h2>
      {open && (
        <dl>
          {shown.map((field) => (
            <FieldRow key={field.name} object={object} field={ruled(object, field)} row={row} onSave={onSave} />
          ))}
        </dl>
      )}
    </section>
  );
}
