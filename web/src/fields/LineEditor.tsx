import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats, useNaming } from "@/metadata";
import { isComposing } from "@/shared/keys";
import { Input } from "@/shared/ui";
import { personNameText } from "@/metadata";
import { DayInput } from "./DayInput";
import type { EditorProps } from "./kind";
import { kindOf } from "./registry";

const INPUT_TYPES: Partial<Record<string, string>> = { date_time: "datetime-local", email: "email", url: "url", phone: "tel" };

const INPUT_MODES: Partial<Record<string, "decimal" | "numeric">> = { number: "numeric", decimal: "decimal", money: "decimal", percent: "decimal", duration: "numeric" };

/** One input for everything that a person can type in a line; the kind of the field parses it. */
export function LineEditor({ field, value, seed, onChange, onCommit, onCancel, wiring, focus }: EditorProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const kind = kindOf(field);
  const [typed, setTyped] = useState(() => seed ?? editableText(field.type, value, () => kind.format(value, field, formats, naming)));
  const take = (text: string) => {
    setTyped(text);
    onChange(kind.parse(text, field));
  };
  const keys = (event: KeyboardEvent) => {
    if (isComposing(event) || focus !== "now" || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") onCommit(kind.parse(typed, field));
    else onCancel();
  };
  // The browser's own date input takes no half a date: what is typed over a cell is read by the kind of the field instead.
  const isTypedOver = seed !== undefined && field.type.startsWith("date");
  if (field.type === "date" && !isTypedOver) {
    const pick = (day: string) => (focus === "now" ? onCommit(kind.parse(day, field)) : take(day));
    return <DayInput {...wiring} autoFocus={focus === "now"} value={typed} onDay={take} onPick={pick} onKeyDown={keys} />;
  }
  return (
    <Input
      {...wiring}
      type={isTypedOver ? "text" : (INPUT_TYPES[field.type] ?? "text")}
      inputMode={INPUT_MODES[field.type]}
      autoFocus={focus === "now"}
      value={typed}
      placeholder={field.type === "duration" ? t("fields.minutes") : undefined}
      onFocus={(event) => {
        if (seed === undefined && focus === "now" && event.target.type === "text") event.target.select();
      }}
      onChange={(event) => take(event.target.value)}
      onKeyDown={keys}
    />
  );
}

function editableText(type: string, value: EditorProps["value"], formatted: () => string): string {
  if (value === null || value === undefined) return "";
  switch (type) {
    case "money":
      return typeof value === "object" && "amount" in value ? String(value.amount) : String(value);
    case "person_name":
      return personNameText(value);
    case "date":
      return String(value).slice(0, 10);
    case "date_time":
      return localMoment(String(value));
    case "duration":
      return String(Math.round(Number(value) / 60));
    case "number":
    case "decimal":
    case "percent":
    case "phone":
      return String(value);
    default:
      return formatted();
  }
}

function localMoment(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
