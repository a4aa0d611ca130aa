import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { http } from "@/shared/api";
import { type Language, serverLanguage, useLanguage } from "@/shared/i18n";
import { type Formats, formatsFor } from "@/shared/format";
import type { Catalog, FieldMeta, Labels, ObjectMeta, Permission } from "./types";

export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  queryFn: ({ signal }) => http.get<Catalog>("/catalog", { signal }),
  staleTime: 5 * 60_000,
});

export function useCatalog(): Catalog {
  return useSuspenseQuery(catalogQuery).data;
}

export function useObject(name: string): ObjectMeta | undefined {
  return useCatalog().objects[name];
}

export function useObjectByPlural(plural: string): ObjectMeta | undefined {
  return objectByPlural(useCatalog(), plural);
}

export function objectByPlural(catalog: Catalog, plural: string): ObjectMeta | undefined {
  return Object.values(catalog.objects).find((object) => object.plural === plural);
}

export function objectOfId(catalog: Catalog, id: string): ObjectMeta | undefined {
  const prefix = id.slice(0, id.indexOf("_"));
  return Object.values(catalog.objects).find((object) => object.prefix === prefix);
}

export function fieldOf(object: Pick<ObjectMeta, "fields">, name: string): FieldMeta | undefined {
  return object.fields.find((field) => field.name === name);
}

/** Those of the named fields that this person may see: asking for a hidden one would be refused. */
export function known(object: ObjectMeta, names: string[]): string {
  return names.filter((name) => fieldOf(object, name)).join(",");
}

export function can(object: ObjectMeta | undefined, permission: Permission): boolean {
  return object?.can[permission] ?? false;
}

/** Records of it can be made one: those that belong to somebody, by whoever may change and delete them. */
export function mayMerge(object: ObjectMeta): boolean {
  return object.access === "owned" && can(object, "update") && can(object, "delete");
}

export function isEditable(object: ObjectMeta, field: FieldMeta): boolean {
  if (!can(object, "update")) return false;
  return isWritable(field);
}

export function isWritable(field: FieldMeta): boolean {
  if (field.read_only || field.type === "formula" || field.type === "roll_up" || field.type === "auto_number") return false;
  if (field.system && field.name !== "owner" && field.name !== "team") return false;
  return field.access === "write" || field.access === undefined;
}

/** The label in the language of the screen; a custom field may have been named in one language only. */
export function labelIn(language: Language, labels: Labels | null | undefined, fallback: string): string {
  if (!labels) return fallback;
  const wanted = serverLanguage(language);
  const found = labels[wanted] ?? (wanted === "zh-Hant" ? labels["zh-Hans"] : wanted === "zh-Hans" ? labels["zh-Hant"] : undefined);
  return found ?? labels.en ?? labels["zh-Hans"] ?? labels["zh-Hant"] ?? fallback;
}

export type Naming = {
  language: Language;
  one: (object: ObjectMeta) => string;
  many: (object: ObjectMeta) => string;
  field: (field: FieldMeta) => string;
  option: (field: FieldMeta, value: string) => string;
  labels: (labels: Labels | null | undefined, fallback: string) => string;
};

export function useNaming(): Naming {
  const language = useLanguage();
  return naming(language);
}

const namings = new Map<Language, Naming>();

/** One for each language, always the same: rows of a list compare it by identity. */
export function naming(language: Language): Naming {
  const known = namings.get(language);
  if (known) return known;
  const fresh = namingIn(language);
  namings.set(language, fresh);
  return fresh;
}

function namingIn(language: Language): Naming {
  return {
    language,
    one: (object) => labelIn(language, object.labels.one, object.name),
    many: (object) => labelIn(language, object.labels.many, object.plural),
    field: (field) => labelIn(language, field.labels, field.name),
    option: (field, value) => labelIn(language, field.options?.find((option) => option.value === value)?.labels, value),
    labels: (labels, fallback) => labelIn(language, labels, fallback),
  };
}

export function useFormats(): Formats {
  const language = useLanguage();
  const { company } = useCatalog();
  return formatsFor(language, company.time_zone, company.currency);
}
