import { useTranslation } from "react-i18next";
import { fieldOf, isEditable, type ObjectMeta, type RecordRow, useNaming } from "@/metadata";
import { classes } from "@/shared/ui";
import { useUpdate } from "../rows";

const MOST = 8;

/** Where the record stands on its way, step by step; a click moves it. */
export function StagePath({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const save = useUpdate(object);
  const field = object.board ? fieldOf(object, object.board.by) : undefined;
  const options = field?.options ?? [];
  if (!field || options.length < 2 || options.length > MOST) return null;
  const at = options.findIndex((option) => option.value === row[field.name]);
  const editable = isEditable(object, field) && !row.deleted_at;
  return (
    <div role="group" aria-label={naming.field(field)} className="flex max-w-full shrink-0 gap-px overflow-x-auto print:hidden">
      {options.map((option, place) => {
        const label = naming.option(field, option.value);
        return (
          <button
            key={option.value}
            type="button"
            disabled={!editable || place === at}
            aria-current={place === at ? "step" : undefined}
            title={place === at ? undefined : t("records.moveTo", { stage: label })}
            onClick={() => void save(row, field, option.value)}
            className={classes(
              "stage-step h-6 shrink-0 px-3.5 text-meta whitespace-nowrap",
              place === at ? "bg-accent font-medium text-on-accent" : place < at ? "bg-accent-soft text-accent-text" : "bg-hover text-text-2",
              editable && place !== at && "hover:brightness-95 dark:hover:brightness-125",
            )}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}
