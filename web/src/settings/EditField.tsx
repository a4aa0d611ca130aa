import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, type Labels, type ObjectMeta, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Checkbox, Dialog } from "@/shared/ui";
import { canBeRequired, type DraftOption, optionBodies } from "./fieldDraft";
import { completed, LabelInputs } from "./LabelInputs";
import { OptionInputs } from "./OptionInputs";

type EditFieldProps = { object: ObjectMeta; field: FieldMeta; onClose: () => void; onDone: () => Promise<void> };

/** A field's names, help and options. What kind of field it is stays as it was: values lie in it. */
export function EditField({ object, field, onClose, onDone }: EditFieldProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useProblemText();
  const [labels, setLabels] = useState<Labels>(field.labels);
  const [help, setHelp] = useState<Labels>(field.help ?? {});
  const [required, setRequired] = useState(field.required ?? false);
  const [hidden, setHidden] = useState(false);
  const [options, setOptions] = useState<DraftOption[]>(() => (field.options ?? []).map((option, key) => ({ key, value: option.value, labels: option.labels, color: option.color ?? "gray", kind: option.kind ?? null })));
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const hasOptions = field.type === "choice" || field.type === "multi_choice";
  const kinds = [...new Set((field.options ?? []).flatMap((option) => (option.kind ? [option.kind] : [])))];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    const body: Record<string, unknown> = {};
    if (JSON.stringify(labels) !== JSON.stringify(field.labels)) body.labels = completed(labels);
    if (Object.values(help).some((text) => text.trim() !== "") && JSON.stringify(help) !== JSON.stringify(field.help ?? {})) body.help = completed(help);
    if (required !== (field.required ?? false)) body.required = required;
    if (hidden) body.hidden = true;
    if (hasOptions) body.options = optionBodies(options);
    try {
      await http.patch(`/definitions/objects/${object.name}/fields/${field.name}`, body);
      await onDone();
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Dialog
      title={t("settings.objects.editField", { field: naming.field(field) })}
      width="wide"
      onClose={onClose}
      footer={
        <Button type="submit" form="edit-field" look="primary" size="form" state={state}>
          {t("general.save")}
        </Button>
      }
    >
      <form id="edit-field" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <LabelInputs title={t("settings.objects.label")} labels={labels} onChange={setLabels} />
        <LabelInputs title={t("settings.objects.help")} labels={help} onChange={setHelp} />
        {hasOptions && <OptionInputs options={options} kinds={kinds} onChange={setOptions} />}
        {canBeRequired(field.type) && !field.read_only && (
          <label className="flex items-center gap-2">
            <Checkbox checked={required} onChange={(event) => setRequired(event.target.checked)} />
            {t("settings.objects.required")}
          </label>
        )}
        <label className="flex items-center gap-2">
          <Checkbox checked={hidden} onChange={(event) => setHidden(event.target.checked)} />
          {t("settings.objects.hide")}
        </label>
        {problem && <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">{problem}</p>}
      </form>
    </Dialog>
  );
}
