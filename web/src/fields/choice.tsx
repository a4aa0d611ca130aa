import { useState } from "react";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asTexts, type FieldMeta, type FieldValue, isEmpty, type Naming, useNaming } from "@/metadata";
import { Button, Checkbox, hueOf, Picker, Tag } from "@/shared/ui";
import { type DisplayProps, type EditorProps, type FieldKind, type Parsed, refused, valid } from "./kind";

export const choice: FieldKind = {
  align: "start",
  width: 132,
  shape: "picker",
  filter: "choice",
  operators: ["in", "nin", "is_null"],
  Display: ChoiceDisplay,
  Editor: ChoiceEditor,
  parse: (typed, field) => parseOption(typed, field),
  format: (value, field, _formats, naming) => optionTexts(value, field, naming),
};

export const multiChoice: FieldKind = {
  ...choice,
  width: 180,
  Editor: MultiChoiceEditor,
  parse: (typed, field) => {
    const values: FieldValue[] = [];
    for (const part of typed.split(/[,;，、；]/)) {
      const parsed = parseOption(part, field);
      if (!parsed.ok) return parsed;
      if (parsed.value !== null) values.push(parsed.value);
    }
    return valid(values);
  },
};

export const boolean: FieldKind = {
  align: "start",
  width: 80,
  shape: "picker",
  filter: "boolean",
  operators: ["eq"],
  Display: BooleanDisplay,
  Editor: BooleanEditor,
  parse: (typed) => {
    const word = typed.trim().toLowerCase();
    if (word === "") return valid(null);
    if (["1", "true", "yes", "y", "是", "✓", "对", "對"].includes(word)) return valid(true);
    if (["0", "false", "no", "n", "否", "✗", "不"].includes(word)) return valid(false);
    return refused("type");
  },
  format: (value) => (value === true ? "✓" : value === false ? "✗" : ""),
};

/** A pasted option may be its value or its label in any language. */
function parseOption(typed: string, field: FieldMeta): Parsed {
  const word = typed.trim().toLowerCase();
  if (word === "") return valid(null);
  const option = field.options?.find((candidate) => candidate.value.toLowerCase() === word || Object.values(candidate.labels).some((label) => label.toLowerCase() === word));
  return option ? valid(option.value) : refused("not_an_option");
}

function optionTexts(value: FieldValue, field: FieldMeta, naming: Naming): string {
  return asTexts(value)
    .map((entry) => naming.option(field, entry))
    .join(", ");
}

function ChoiceDisplay({ field, value, naming, place }: DisplayProps) {
  const values = asTexts(value);
  return (
    <span className={place === "cell" ? "flex min-w-0 gap-1" : "inline-flex flex-wrap gap-1"}>
      {values.map((entry) => (
        <Tag key={entry} hue={hueOf(field.options?.find((option) => option.value === entry)?.color)}>
          {naming.option(field, entry)}
        </Tag>
      ))}
    </span>
  );
}

function optionChoices(field: FieldMeta, naming: Naming) {
  return (field.options ?? []).map((option) => ({
    value: option.value,
    label: naming.option(field, option.value),
    view: <Tag hue={hueOf(option.color)}>{naming.option(field, option.value)}</Tag>,
  }));
}

function ChoiceEditor({ field, value, onCommit }: EditorProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  return (
    <Picker
      label={naming.field(field)}
      choices={optionChoices(field, naming)}
      chosen={asTexts(value)}
      onToggle={(chosen) => onCommit(valid(chosen))}
      footer={
        !field.required && !isEmpty(value) ? (
          <Button look="quiet" className="mt-1 justify-start" onClick={() => onCommit(valid(null))}>
            {t("fields.clear")}
          </Button>
        ) : undefined
      }
    />
  );
}

function MultiChoiceEditor({ field, value, onChange, onCommit }: EditorProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const [chosen, setChosen] = useState(asTexts(value));
  return (
    <Picker
      label={naming.field(field)}
      choices={optionChoices(field, naming)}
      chosen={chosen}
      onToggle={(entry) => {
        const next = chosen.includes(entry) ? chosen.filter((other) => other !== entry) : [...chosen, entry];
        setChosen(next);
        onChange(valid(next));
      }}
      footer={
        <Button className="mt-1" look="primary" onClick={() => onCommit(valid(chosen))}>
          {t("general.apply")}
        </Button>
      }
    />
  );
}

function BooleanDisplay({ value, place }: DisplayProps) {
  const { t } = useTranslation();
  if (value === true) return <Check aria-label={t("fields.yes")} className="size-4 text-good" />;
  if (value === false && place === "page") return <span className="text-text-3">{t("fields.no")}</span>;
  return null;
}

function BooleanEditor({ field, value, onCommit, onChange, wiring, focus }: EditorProps) {
  const naming = useNaming();
  const { t } = useTranslation();
  if (focus === "now") {
    return (
      <Picker
        label={naming.field(field)}
        choices={[
          { value: "true", label: t("fields.yes") },
          { value: "false", label: t("fields.no") },
        ]}
        chosen={isEmpty(value) ? [] : [String(value)]}
        onToggle={(entry) => onCommit(valid(entry === "true"))}
      />
    );
  }
  return <Checkbox {...wiring} checked={value === true} onChange={(event) => onChange(valid(event.target.checked))} />;
}
