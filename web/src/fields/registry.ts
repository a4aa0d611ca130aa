import type { FieldMeta, FieldType } from "@/metadata";
import { address } from "./address";
import { boolean, choice, multiChoice } from "./choice";
import { file } from "./file";
import type { FieldKind } from "./kind";
import { date, dateTime } from "./moment";
import { decimal, duration, money, number, percent } from "./number";
import { reference } from "./reference";
import { richText } from "./richText";
import { autoNumber, email, json, longText, personName, phone, text, url } from "./text";

const registry: Record<FieldType, FieldKind> = {
  text,
  long_text: longText,
  rich_text: richText,
  number,
  decimal,
  money,
  percent,
  boolean,
  date,
  date_time: dateTime,
  duration,
  choice,
  multi_choice: multiChoice,
  reference,
  email,
  phone,
  url,
  address,
  person_name: personName,
  file,
  json,
  formula: text,
  roll_up: decimal,
  auto_number: autoNumber,
};

/** A computed field looks and filters like what it computes. */
export function kindOf(field: FieldMeta): FieldKind {
  const type = (field.type === "formula" || field.type === "roll_up") && field.result ? field.result : field.type;
  return registry[type] ?? text;
}
