import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { asReferences, type Catalog, type FieldMeta, isEmpty, recordTitle, type Reference, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import type { Language } from "@/shared/i18n";
import { Avatar, Button, Picker } from "@/shared/ui";
import { type DisplayProps, type EditorProps, type FieldKind, refused, valid } from "./kind";
import { RecordLink } from "./RecordLink";

export const reference: FieldKind = {
  align: "start",
  width: 160,
  shape: "picker",
  filter: "reference",
  operators: ["in", "nin", "is_null"],
  Display: ReferenceDisplay,
  Editor: ReferenceEditor,
  parse: (typed) => (typed.trim() === "" ? valid(null) : refused("not_found")),
  format: (value) =>
    asReferences(value)
      .map((entry) => entry.title)
      .join(", "),
};

function ReferenceDisplay({ field, value, place }: DisplayProps) {
  const references = asReferences(value);
  const person = field.to?.length === 1 && field.to[0] === "user";
  return (
    <span className={place === "cell" ? "flex min-w-0 items-center gap-2" : "inline-flex flex-wrap items-center gap-x-2 gap-y-1"}>
      {references.map((entry) => (
        <span key={entry.id} className="inline-flex min-w-0 items-center gap-1.5">
          {person && <Avatar name={entry.title} />}
          {place === "page" && !person ? <RecordLink reference={entry} /> : <span className="truncate">{entry.title}</span>}
        </span>
      ))}
    </span>
  );
}

function ReferenceEditor({ field, value, seed, onChange, onCommit }: EditorProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Reference[]>(asReferences(value));
  const finish = (next: Reference[]) => onCommit(valid(field.many ? next : (next[0] ?? null)));
  return (
    <ReferencePicker
      field={field}
      chosen={chosen}
      seed={seed}
      onToggle={(entry) => {
        if (!field.many) return finish([entry]);
        const next = chosen.some((other) => other.id === entry.id) ? chosen.filter((other) => other.id !== entry.id) : [...chosen, entry];
        setChosen(next);
        onChange(valid(next));
      }}
      footer={
        field.many ? (
          <Button className="mt-1" look="primary" onClick={() => finish(chosen)}>
            {t("general.apply")}
          </Button>
        ) : !field.required && !isEmpty(value) ? (
          <Button look="quiet" className="mt-1 justify-start" onClick={() => finish([])}>
            {t("fields.clear")}
          </Button>
        ) : undefined
      }
    />
  );
}

type ReferencePickerProps = { field: FieldMeta; chosen: Reference[]; seed?: string | undefined; onToggle: (reference: Reference) => void; footer?: React.ReactNode };

export function ReferencePicker({ field, chosen, seed = "", onToggle, footer }: ReferencePickerProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const [text, setText] = useState(seed);
  const { found, loading } = useCandidates(field, text);
  const options = text === "" ? [...chosen.filter((entry) => !found.some((other) => other.id === entry.id)), ...found] : found;
  const person = field.to?.length === 1 && field.to[0] === "user";
  return (
    <Picker
      label={naming.field(field)}
      onSearch={setText}
      chosen={chosen.map((entry) => entry.id)}
      choices={options.map((entry) => ({
        value: entry.id,
        label: entry.title,
        view: person ? (
          <span className="flex items-center gap-1.5">
            <Avatar name={entry.title} />
            <span className="truncate">{entry.title}</span>
          </span>
        ) : undefined,
      }))}
      onToggle={(id) => {
        const entry = options.find((option) => option.id === id);
        if (entry) onToggle(entry);
      }}
      empty={loading ? t("general.loading") : undefined}
      footer={footer}
    />
  );
}

type SearchHit = { object: string; id: string; title: string };

function useCandidates(field: FieldMeta, typed: string): { found: Reference[]; loading: boolean } {
  const catalog = useCatalog();
  const naming = useNaming();
  const text = useDeferredValue(typed.trim());
  const targets = (field.to ?? []).filter((name) => name !== "any");
  const query = useQuery({
    queryKey: ["candidates", targets, text, naming.language],
    queryFn: ({ signal }) => candidates(catalog, targets, text, naming.language, signal),
    placeholderData: (previous) => previous,
  });
  return { found: query.data ?? [], loading: query.isFetching };
}

async function candidates(catalog: Catalog, targets: string[], text: string, language: Language, signal: AbortSignal): Promise<Reference[]> {
  const object = targets.length === 1 ? catalog.objects[targets[0] ?? ""] : undefined;
  if (object) {
    const page = await http.get<{ data: RecordRow[] }>(`/${object.plural}`, { query: { q: text, limit: 20, fields: object.title }, signal });
    return page.data.map((row) => ({ id: row.id, object: object.name, title: recordTitle(object, row, language) }));
  }
  if (text === "") return [];
  const hits = await http.get<{ data: SearchHit[] }>("/search", { query: { q: text, limit: 20, objects: targets.join(",") }, signal });
  return hits.data.map(({ id, object: name, title }) => ({ id, object: name, title }));
}
