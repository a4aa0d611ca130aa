import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { kindOf, type Operator, ReferencePicker } from "@/fields";
import { type FieldMeta, type Reference, useCatalog, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { Button, Input, Picker, Segmented, Select } from "@/shared/ui";
import { hueOf, Tag } from "@/shared/ui";
import { RELATIVE_DATES, relativeDate } from "./relativeDates";
import type { Filter } from "./viewState";

type FilterEditorProps = { field: FieldMeta; filter: Filter | undefined; onChange: (filter: Filter) => void; onDone: () => void };

/** Asks for an operator and a value in the way that the type of the field suggests. */
export function FilterEditor({ field, filter, onChange, onDone }: FilterEditorProps) {
  const kind = kindOf(field);
  const [op, setOp] = useState<Operator>(filter?.op ?? kind.operators[0] ?? "eq");
  const value = filter?.op === op ? filter.value : "";
  const change = (next: string) => onChange({ field: field.name, op, value: next });
  const switchTo = (next: Operator) => {
    setOp(next);
    if (next === "is_null") onChange({ field: field.name, op: next, value: "true" });
    else if (filter && filter.op !== "is_null" && next !== "between" && filter.op !== "between") onChange({ field: field.name, op: next, value: filter.value });
  };
  return (
    <div className="flex w-64 max-w-full flex-col gap-2">
      <OperatorSelect operators={kind.operators} op={op} onChange={switchTo} filterShape={kind.filter} />
      {op === "is_null" ? (
        <EmptyChoice value={value || "true"} onChange={change} />
      ) : (
        <ValueEditor field={field} op={op} value={value} onChange={change} onDone={onDone} />
      )}
    </div>
  );
}

function OperatorSelect({ operators, op, onChange, filterShape }: { operators: Operator[]; op: Operator; onChange: (op: Operator) => void; filterShape: string }) {
  const { t } = useTranslation();
  const code = useCodeText();
  return (
    <Select aria-label={t("records.filter.operator")} value={op} onChange={(event) => onChange(operators.find((operator) => operator === event.target.value) ?? op)}>
      {operators.map((operator) => (
        <option key={operator} value={operator}>
          {code(filterShape === "date" ? "records.filter.dateOp" : "records.filter.op", operator, {}, code("records.filter.op", operator))}
        </option>
      ))}
    </Select>
  );
}

function EmptyChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <Segmented
      label={t("records.filter.operator")}
      value={value === "false" ? "false" : "true"}
      options={[
        { value: "true", label: t("records.filter.empty") },
        { value: "false", label: t("records.filter.filled") },
      ]}
      onChange={onChange}
    />
  );
}

type ValueEditorProps = { field: FieldMeta; op: Operator; value: string; onChange: (value: string) => void; onDone: () => void };

function ValueEditor({ field, op, value, onChange, onDone }: ValueEditorProps) {
  const naming = useNaming();
  const { t } = useTranslation();
  const shape = kindOf(field).filter;
  const chosen = value === "" ? [] : value.split(",");
  const toggle = (entry: string) => onChange((chosen.includes(entry) ? chosen.filter((other) => other !== entry) : [...chosen, entry]).join(","));
  switch (shape) {
    case "choice":
      return (
        <Picker
          label={naming.field(field)}
          choices={(field.options ?? []).map((option) => ({
            value: option.value,
            label: naming.option(field, option.value),
            view: <Tag hue={hueOf(option.color)}>{naming.option(field, option.value)}</Tag>,
          }))}
          chosen={chosen}
          onToggle={toggle}
        />
      );
    case "boolean":
      return (
        <Segmented
          label={naming.field(field)}
          value={value === "false" ? "false" : "true"}
          options={[
            { value: "true", label: t("fields.yes") },
            { value: "false", label: t("fields.no") },
          ]}
          onChange={onChange}
        />
      );
    case "reference":
      return <ReferenceValues field={field} chosen={chosen} onToggle={toggle} />;
    case "date":
      return <DateValue op={op} value={value} onChange={onChange} onDone={onDone} />;
    case "number":
    case "text":
      return <TypedValue field={field} op={op} value={value} onChange={onChange} onDone={onDone} />;
    case "none":
      return null;
    default:
      return shape satisfies never;
  }
}

function ReferenceValues({ field, chosen, onToggle }: { field: FieldMeta; chosen: string[]; onToggle: (id: string) => void }) {
  const { t } = useTranslation();
  const { me } = useCatalog();
  const [known, setKnown] = useState<Reference[]>([]);
  const people = field.to?.includes("user");
  const shown = chosen.filter((id) => id !== "me").map((id) => known.find((entry) => entry.id === id) ?? { id, object: "", title: id === me.id ? me.name : id });
  return (
    <>
      {people && (
        <Button look={chosen.includes("me") ? "primary" : "plain"} onClick={() => onToggle("me")}>
          {t("records.filter.me")}
        </Button>
      )}
      <ReferencePicker
        field={field}
        chosen={shown}
        onToggle={(entry) => {
          setKnown((current) => [...current, entry]);
          onToggle(entry.id);
        }}
      />
    </>
  );
}

function DateValue({ op, value, onChange, onDone }: Omit<ValueEditorProps, "field">) {
  const { t } = useTranslation();
  const [from = "", to = ""] = value.split(",");
  const relative = relativeDate(value);
  return (
    <>
      {op !== "between" && (
        <Select aria-label={t("records.filter.relative")} value={relative ?? ""} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("records.filter.exactDate")}</option>
          {RELATIVE_DATES.map((name) => (
            <option key={name} value={name}>
              {t(`records.filter.dates.${name}`)}
            </option>
          ))}
        </Select>
      )}
      {!relative && (
        <DayInput
          aria-label={op === "between" ? t("records.filter.from") : t("records.filter.value")}
          value={from}
          onDay={(day) => onChange(op === "between" ? `${day},${to}` : day)}
        />
      )}
      {op === "between" && <DayInput aria-label={t("records.filter.to")} value={to} onDay={(day) => onChange(`${from},${day}`)} />}
      <Button look="primary" onClick={onDone}>
        {t("general.done")}
      </Button>
    </>
  );
}

function TypedValue({ field, op, value, onChange, onDone }: ValueEditorProps) {
  const { t } = useTranslation();
  const numeric = kindOf(field).filter === "number";
  const [first = "", second = ""] = op === "between" ? value.split(",") : [value];
  const [typed, setTyped] = useState({ first, second });
  const [wrong, setWrong] = useState<"first" | "second" | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parts: string[] = [];
    for (const side of op === "between" ? (["first", "second"] as const) : (["first"] as const)) {
      const parsed = numeric ? kindOf(field).parse(typed[side], { ...field, min: null, max: null }) : ({ ok: true, value: typed[side].trim() } as const);
      if (!parsed.ok || parsed.value === null || parsed.value === "") return setWrong(side);
      parts.push(String(parsed.value));
    }
    setWrong(null);
    onChange(parts.join(","));
    onDone();
  };
  return (
    <form className="flex flex-col gap-2" onSubmit={submit}>
      <Input
        autoFocus
        inputMode={numeric ? "decimal" : "text"}
        aria-label={op === "between" ? t("records.filter.from") : t("records.filter.value")}
        aria-invalid={wrong === "first" ? true : undefined}
        value={typed.first}
        onChange={(event) => setTyped({ ...typed, first: event.target.value })}
      />
      {op === "between" && (
        <Input
          inputMode={numeric ? "decimal" : "text"}
          aria-label={t("records.filter.to")}
          aria-invalid={wrong === "second" ? true : undefined}
          value={typed.second}
          onChange={(event) => setTyped({ ...typed, second: event.target.value })}
        />
      )}
      <Button type="submit" look="primary">
        {t("general.apply")}
      </Button>
    </form>
  );
}
