import type { Money } from "@/shared/format";
import { type Language, serverLanguage } from "@/shared/i18n";
import { ADDRESS_PARTS, type Address, type FieldMeta, type FieldValue, type FileValue, type ObjectMeta, type PersonName, type RecordRow, type Reference } from "./types";

export function isEmpty(value: FieldValue): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function asMoney(value: FieldValue): Money | null {
  if (!isPlain(value) || !("amount" in value) || !("currency" in value)) return null;
  return { amount: String(value.amount), currency: String(value.currency) };
}

export function asReference(value: FieldValue): Reference | null {
  if (typeof value === "string") return { id: value, object: "", title: value };
  if (!isPlain(value) || !("id" in value) || !("title" in value)) return null;
  return value as Reference;
}

export function asReferences(value: FieldValue): Reference[] {
  if (isEmpty(value)) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map(asReference).filter((reference) => reference !== null);
}

export function asFile(value: FieldValue): FileValue | null {
  return isPlain(value) && "id" in value && "name" in value ? (value as FileValue) : null;
}

export function asTexts(value: FieldValue): string[] {
  if (Array.isArray(value)) return value.map(String);
  return isEmpty(value) ? [] : [String(value)];
}

export function personNameText(value: FieldValue): string {
  if (typeof value === "string") return value;
  if (!isPlain(value)) return "";
  const name = value as PersonName;
  if (name.full) return name.full;
  const family = name.family ?? "";
  const given = name.given ?? "";
  return /\p{Script=Han}/u.test(family + given) ? family + given : [given, family].filter(Boolean).join(" ");
}

/** Chinese addresses run from the country down, others from the street up. */
export function addressText(value: FieldValue, language: Language): string {
  if (typeof value === "string") return value;
  if (!isPlain(value)) return "";
  const address = value as Address;
  const parts = ADDRESS_PARTS.filter((part) => part !== "postcode").map((part) => (part === "country" ? countryName(address.country ?? "", language) : (address[part] ?? "")));
  if (/\p{Script=Han}/u.test(parts.join(""))) return [parts.join(""), address.postcode].filter(Boolean).join(" ");
  return [...parts.toReversed(), address.postcode ?? ""].filter(Boolean).join(", ");
}

/** Countries are kept as two letters when they were recognised. */
function countryName(country: string, language: Language): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
}

/** Reasons come as one text, or as one text per language when the server keeps all three. */
export function localizedText(value: FieldValue, language: Language): string {
  if (typeof value === "string") return value;
  if (!isPlain(value)) return "";
  const texts = value as Record<string, unknown>;
  const text = texts[serverLanguage(language)] ?? texts.en ?? Object.values(texts).find((entry) => typeof entry === "string");
  return typeof text === "string" ? text : "";
}

export function recordTitle(object: ObjectMeta, row: RecordRow, language: Language): string {
  const field = object.fields.find((candidate) => candidate.name === object.title);
  const value = row[object.title];
  if (isEmpty(value)) return row.id;
  if (field?.type === "choice") {
    const option = field.options?.find((candidate) => candidate.value === value);
    return option?.labels[serverLanguage(language)] ?? String(value);
  }
  if (field?.type === "reference") return asReferences(value).map((reference) => reference.title).join(", ");
  if (typeof value === "string" || typeof value === "number") return String(value);
  return personNameText(value) || localizedText(value, language) || row.id;
}

/** What is sent for a value that was read: references and files shrink to their ids. */
export function wireValue(field: FieldMeta, value: FieldValue): FieldValue {
  if (value === undefined || value === "") return null;
  if (field.type === "reference") {
    const ids = asReferences(value).map((reference) => reference.id);
    return field.many ? ids : (ids[0] ?? null);
  }
  if (field.type === "file") return asFile(value)?.id ?? (typeof value === "string" ? value : null);
  return value;
}

export function sameValue(left: FieldValue, right: FieldValue): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}

function isPlain(value: FieldValue): value is Exclude<FieldValue, null | undefined | string | number | boolean | FieldValue[]> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
