import { useTranslation } from "react-i18next";
import { fieldOf, type ObjectMeta, useCatalog, useNaming } from "@/metadata";
import { Checkbox, Input, Labelled, Select } from "@/shared/ui";
import { type DraftField, possibleResets, resetOf, RESULTS, rollUpSources } from "./fieldDraft";
import { FormulaInput } from "./FormulaInput";

type TypeInputsProps = { object: ObjectMeta; draft: DraftField; onChange: (part: Partial<DraftField>) => void };

const OPERATIONS = ["count", "sum", "min", "max"] as const;
const SUMMABLE = new Set(["number", "decimal", "money", "percent", "duration", "date", "date_time", "formula", "roll_up"]);

/** What only some types of field ask for. */
export function TypeInputs({ object, draft, onChange }: TypeInputsProps) {
  switch (draft.type) {
    case "reference":
      return <ReferenceInputs draft={draft} onChange={onChange} />;
    case "formula":
      return <FormulaInput object={object} formula={draft.formula} result={draft.result} onFormula={(formula) => onChange({ formula })} onResult={(result) => onChange({ result })} />;
    case "auto_number":
      return <NumberSeries draft={draft} onChange={onChange} />;
    case "roll_up":
      return <RollUpInputs object={object} draft={draft} onChange={onChange} />;
    case "text":
    case "long_text":
    case "rich_text":
    case "number":
    case "decimal":
    case "money":
    case "percent":
    case "boolean":
    case "date":
    case "date_time":
    case "duration":
    case "choice":
    case "multi_choice":
    case "email":
    case "phone":
    case "url":
    case "address":
    case "person_name":
    case "file":
    case "json":
      return null;
    default:
      return draft.type satisfies never;
  }
}

function ReferenceInputs({ draft, onChange }: Omit<TypeInputsProps, "object">) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { objects } = useCatalog();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Labelled label={t("settings.objects.pointsTo")}>
        {(wiring) => (
          <Select {...wiring} className="w-60" value={draft.to} onChange={(event) => onChange({ to: event.target.value })}>
            {Object.values(objects)
              .filter((candidate) => candidate.access === "owned" || candidate.access === "shared")
              .map((candidate) => (
                <option key={candidate.name} value={candidate.name}>
                  {naming.one(candidate)}
                </option>
              ))}
          </Select>
        )}
      </Labelled>
      <label className="flex h-8 items-center gap-2">
        <Checkbox checked={draft.many} onChange={(event) => onChange({ many: event.target.checked })} />
        {t("settings.objects.several")}
      </label>
    </div>
  );
}

function NumberSeries({ draft, onChange }: Omit<TypeInputsProps, "object">) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Labelled label={t("settings.objects.pattern")} hint={t("settings.objects.patternHint")}>
        {(wiring) => <Input {...wiring} required spellCheck={false} className="font-mono" value={draft.format} onChange={(event) => onChange({ format: event.target.value })} />}
      </Labelled>
      <Labelled label={t("settings.objects.reset")}>
        {(wiring) => (
          <Select {...wiring} value={resetOf(draft)} onChange={(event) => onChange({ reset: possibleResets(draft.format).find((reset) => reset === event.target.value) ?? "never" })}>
            {possibleResets(draft.format).map((reset) => (
              <option key={reset} value={reset}>
                {t(`settings.objects.resets.${reset}`)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
    </div>
  );
}

function RollUpInputs({ object, draft, onChange }: TypeInputsProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { objects } = useCatalog();
  const child = objects[draft.child.split(".")[0] ?? ""];
  const summable = child?.fields.filter((field) => SUMMABLE.has(field.type)) ?? [];
  const take = (name: string) => {
    const field = child ? fieldOf(child, name) : undefined;
    const type = field?.type === "formula" || field?.type === "roll_up" ? field.result : field?.type;
    onChange({ childField: name, result: RESULTS.find((result) => result === type) ?? "number" });
  };
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Labelled label={t("settings.objects.rollUpOf")}>
        {(wiring) => (
          <Select {...wiring} value={draft.child} onChange={(event) => onChange({ child: event.target.value, childField: "" })}>
            {rollUpSources(object).map((source) => {
              const [name = "", by = ""] = source.split(".");
              const from = objects[name];
              const field = from && fieldOf(from, by);
              return (
                <option key={source} value={source}>
                  {from ? `${naming.many(from)} · ${field ? naming.field(field) : by}` : source}
                </option>
              );
            })}
          </Select>
        )}
      </Labelled>
      <Labelled label={t("settings.objects.operation")}>
        {(wiring) => (
          <Select {...wiring} value={draft.op} onChange={(event) => onChange({ op: OPERATIONS.find((op) => op === event.target.value) ?? "count", result: "number" })}>
            {OPERATIONS.map((op) => (
              <option key={op} value={op}>
                {t(`settings.objects.operations.${op}`)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
      {draft.op !== "count" && (
        <Labelled label={t("settings.objects.field")}>
          {(wiring) => (
            <Select {...wiring} required value={draft.childField} onChange={(event) => take(event.target.value)}>
              <option value="">—</option>
              {summable.map((field) => (
                <option key={field.name} value={field.name}>
                  {naming.field(field)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
      )}
    </div>
  );
}
