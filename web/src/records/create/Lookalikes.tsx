import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { type FieldValue, isEmpty, type ObjectMeta, personNameText } from "@/metadata";
import { http } from "@/shared/api";

type Hit = { object: string; id: string; title: string; subtitle?: string | null };

const LEAST = 2;

/** While a name, phone or number is typed: records that may be the same one. */
export function Lookalikes({ object, values }: { object: ObjectMeta; values: Record<string, FieldValue> }) {
  const { t } = useTranslation();
  const typed = object.fields
    .filter((field) => field.searchable && ["text", "person_name", "phone", "email"].includes(field.type) && !isEmpty(values[field.name]))
    .map((field) => personNameText(values[field.name]).trim())
    .find((text) => Array.from(text).length >= LEAST);
  const text = useDeferredValue(typed ?? "");
  const { data } = useQuery({
    queryKey: ["lookalikes", object.name, text],
    enabled: text !== "",
    queryFn: ({ signal }) => http.get<{ data: Hit[] }>("/search", { query: { q: text, objects: object.name, limit: 3 }, signal }),
  });
  const hits = text === "" ? [] : (data?.data ?? []);
  if (hits.length === 0) return null;
  return (
    <div className="rounded-control bg-warn-soft px-3 py-2">
      <p className="text-warn">{t("records.lookalikes")}</p>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id} className="flex gap-2 truncate">
            <RecordLink reference={hit} />
            {hit.subtitle && <span className="truncate text-text-2">{hit.subtitle}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
