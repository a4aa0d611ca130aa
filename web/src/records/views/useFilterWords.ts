import { useTranslation } from "react-i18next";
import { kindOf } from "@/fields";
import { type FieldMeta, useFormats, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { useTitles } from "../rows/useTitles";
import { relativeDate } from "./relativeDates";
import type { Filter } from "./viewState";

/** A filter read aloud: "stage | is one of | confirmed, offered". */
export function useFilterWords(field: FieldMeta, filter: Filter): { operator: string; value: string } {
  const { t } = useTranslation();
  const code = useCodeText();
  const naming = useNaming();
  const formats = useFormats();
  const shape = kindOf(field).filter;
  const titles = useTitles(shape === "reference" ? filter.value.split(",").filter((id) => id !== "me") : []);
  if (filter.op === "is_null") return { operator: t("records.filter.is"), value: filter.value === "true" ? t("records.filter.empty") : t("records.filter.filled") };
  const part = (text: string): string => {
    const relative = shape === "date" ? relativeDate(text) : undefined;
    if (relative) return t(`records.filter.dates.${relative}`);
    switch (shape) {
      case "choice":
        return naming.option(field, text);
      case "reference":
        return text === "me" ? t("records.filter.me") : (titles[text] ?? "…");
      case "boolean":
        return text === "true" ? t("fields.yes") : t("fields.no");
      case "date":
        return formats.date(text);
      case "number":
        return Number.isNaN(Number(text)) ? text : formats.number(Number(text));
      case "text":
      case "none":
        return text;
      default:
        return shape satisfies never;
    }
  };
  const many = filter.op === "in" || filter.op === "nin" || filter.op === "between";
  const parts = many ? filter.value.split(",").map(part) : [part(filter.value)];
  const operator = code(shape === "date" ? "records.filter.dateOp" : "records.filter.op", filter.op, {}, code("records.filter.op", filter.op));
  return { operator, value: filter.op === "between" ? parts.join(" – ") : parts.join(", ") };
}
