import type { Company } from "@/shared/api";
import type { ServerLanguage } from "@/shared/i18n";
import type { Money } from "@/shared/format";

export type Labels = Partial<Record<ServerLanguage, string>>;

export const FIELD_TYPES = [
  "text", "long_text", "rich_text", "number", "decimal", "money", "percent", "boolean", "date", "date_time", "duration", "choice", "multi_choice",
  "reference", "email", "phone", "url", "address", "person_name", "file", "json", "formula", "roll_up", "auto_number",
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

export type Option = { value: string; kind?: string | null; color?: string | null; labels: Labels };

export type FieldAccess = "read" | "write" | "mask";

export type FieldMeta = {
  name: string;
  type: FieldType;
  labels: Labels;
  help?: Labels | null;
  required?: boolean;
  read_only?: boolean;
  unique?: boolean;
  many?: boolean;
  searchable?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  personal?: boolean;
  /** A file that is a picture. */
  image?: boolean;
  options?: Option[] | null;
  to?: string[] | null;
  min?: number | null;
  max?: number | null;
  max_length?: number | null;
  scale?: number | null;
  result?: FieldType | null;
  side?: string | null;
  system?: boolean;
  localized?: boolean;
  default?: unknown;
  access?: FieldAccess;
  section?: string | null;
};

export type Section = { name: string; labels: Labels; fields: string[]; when?: string | null };

/** How an administrator arranged the page of an object; none when it stands as it was declared. */
export type Layout = { id: string; version: number; role: string | null; hidden: string[]; fields: Record<string, FieldRule> };

export type FieldRule = { required?: boolean; when?: string | null };

export type ActionMeta = { name: string; labels: Labels; input: FieldMeta[]; when?: string | null };

export type Permission = "create" | "read" | "update" | "delete" | "export";

export type ObjectMeta = {
  name: string;
  plural: string;
  prefix: string;
  icon: string;
  title: string;
  access: "owned" | "shared" | "private" | "system" | "parent";
  area: string;
  custom?: boolean;
  labels: { one: Labels; many: Labels };
  /** Pinyin and initials of its name, so that a keyboard finds it. */
  spelled?: Labels;
  can: Partial<Record<Permission, boolean>>;
  fields: FieldMeta[];
  sections: Section[];
  layout?: Layout | null;
  columns: string[];
  quick: string[];
  board?: { by: string } | null;
  actions: ActionMeta[];
  children: { object: string; field: string }[];
  /** Its records appear on the timeline of their customer. */
  timeline?: boolean;
};

export type Catalog = {
  version: number;
  company: Company;
  me: { id: string; name: string; email: string; language: ServerLanguage | null };
  objects: Record<string, ObjectMeta>;
};

export type Reference = { id: string; object: string; title: string };

export type PersonName = { family?: string | null; given?: string | null; full?: string | null };

export const ADDRESS_PARTS = ["country", "province", "city", "district", "street", "postcode"] as const;

export type Address = Partial<Record<(typeof ADDRESS_PARTS)[number], string | null>>;

export type FileValue = { id: string; name: string; size: number; type: string; url?: string };

export type FieldValue = null | undefined | string | number | boolean | Money | PersonName | Address | FileValue | Reference | FieldValue[] | { [key: string]: unknown };

export type RecordRow = { id: string; version: number; [field: string]: FieldValue };
