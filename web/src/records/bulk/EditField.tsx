import { ChevronLeft } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormControl } from "@/fields";
import { type FieldMeta, fieldOf, type FieldValue, isEditable, isEmpty, type ObjectMeta, useNaming } from "@/metadata";
import { Button, IconButton, Picker } from "@/shared/ui";

type EditFieldProps = { object: ObjectMeta; count: number; onApply: (field: FieldMeta, value: FieldValue) => void };

/** One field, one value, for all that were chosen. */
export function EditField({ object, count, onApply }: EditFieldProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const [field, setField] = useState<FieldMeta | null>(null);
  const [value, setValue] = useState<FieldValue>(null);
  const [isWrong, setIsWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input, textarea, [aria-haspopup]")?.focus(), [field]);
  const fields = object.fields.filter((one) => isEditable(object, one) && !one.unique && one.type !== "file" && one.type !== "json" && one.name !== "owner");
  if (!field) {
    return (
      <Picker
        label={t("lists.bulk.edit")}
        choices={fields.map((one) => ({ value: one.name, label: naming.field(one) }))}
        chosen={[]}
        onToggle={(name) => {
          setValue(null);
          setIsWrong(false);
          setField(fieldOf(object, name) ?? null);
        }}
      />
    );
  }
  const isMissing = field.required === true && isEmpty(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong && !isMissing) onApply(field, value);
  };
  return (
    <form ref={form} className="flex w-72 flex-col gap-3" onSubmit={submit}>
      <div className="flex items-center gap-1">
        <IconButton label={t("general.back")} onClick={() => setField(null)}>
          <ChevronLeft className="size-4" />
        </IconButton>
        <span className="font-medium">{naming.field(field)}</span>
      </div>
      <FormControl field={field} value={value} onChange={setValue} onProblem={(code) => setIsWrong(code !== null)} />
      <Button type="submit" look={isEmpty(value) ? "danger" : "primary"} size="form" disabled={isWrong || isMissing}>
        {isEmpty(value) ? t("lists.bulk.clear", { count }) : t("lists.bulk.apply", { count })}
      </Button>
    </form>
  );
}
