import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldType, type ObjectMeta, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Checkbox, Dialog, Labelled, Select } from "@/shared/ui";
import { canBeRequired, type DraftField, EMPTY_FIELD, fieldBody, rollUpSources } from "./fieldDraft";
import { LabelInputs } from "./LabelInputs";
import { OptionInputs } from "./OptionInputs";
import { TypeInputs } from "./TypeInputs";

const OFFERED: FieldType[] = [
  "text", "long_text", "number", "decimal", "money", "percent", "boolean", "date", "date_time", "duration", "choice", "multi_choice", "reference", "email", "phone", "url", "address", "file",
  "formula", "roll_up", "auto_number",
];

type NewFieldProps = { object: ObjectMeta; onClose: () => void; onDone: () => Promise<void> };

export function NewField({ object, onClose, onDone }: NewFieldProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useProblemText();
  const [draft, setDraft] = useState<DraftField>(() => ({ ...EMPTY_FIELD, child: rollUpSources(object)[0] ?? "" }));
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const change = (part: Partial<DraftField>) => setDraft((current) => ({ ...current, ...part }));
  const named = Object.values(draft.labels).some((label) => label.trim() !== "");
  const offered = OFFERED.filter((type) => type !== "roll_up" || rollUpSources(object).length > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    try {
      await http.post(`/definitions/objects/${object.name}/fields`, fieldBody(draft));
      await onDone();
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Dialog
      title={t("settings.objects.newFieldOf", { object: naming.one(object) })}
      width="wide"
      onClose={onClose}
      footer={
        <Button type="submit" form="new-field" look="primary" size="form" state={state} disabled={!named}>
          {t("general.create")}
        </Button>
      }
    >
      <form id="new-field" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <LabelInputs title={t("settings.objects.label")} labels={draft.labels} onChange={(labels) => change({ labels })} />
        <Labelled label={t("settings.objects.type")}>
          {(wiring) => (
            <Select {...wiring} className="max-w-60" value={draft.type} onChange={(event) => change({ type: OFFERED.find((candidate) => candidate === event.target.value) ?? "text" })}>
              {offered.map((candidate) => (
                <option key={candidate} value={candidate}>
                  {t(`settings.types.${candidate}`)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <TypeInputs object={object} draft={draft} onChange={change} />
        {(draft.type === "choice" || draft.type === "multi_choice") && <OptionInputs options={draft.options} onChange={(options) => change({ options })} />}
        {canBeRequired(draft.type) && (
          <label className="flex items-center gap-2">
            <Checkbox checked={draft.required} onChange={(event) => change({ required: event.target.checked })} />
            {t("settings.objects.required")}
          </label>
        )}
        {problem && <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">{problem}</p>}
      </form>
    </Dialog>
  );
}
