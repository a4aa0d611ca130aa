import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Eye, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, type ObjectMeta, useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Confirm, IconButton, Input, ObjectIcon, Select, Tag, toast } from "@/shared/ui";
import { EditField } from "./EditField";
import { EditObject } from "./EditObject";
import { NewField } from "./NewField";
import { NewObject } from "./NewObject";

type Asking = { kind: "field" } | { kind: "object" } | { kind: "rename" } | { kind: "edit"; field: FieldMeta } | { kind: "delete"; field: FieldMeta } | null;

type OwnDefinition = { name: string; hidden?: string[] };

/** What the company knows: its objects and their fields, and new ones of its own, at once and without restart. */
export function ObjectFields() {
  const { t } = useTranslation();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { objects } = useCatalog();
  const listed = Object.values(objects);
  const [name, setName] = useState("customer");
  const [filter, setFilter] = useState("");
  const [asking, setAsking] = useState<Asking>(null);
  const own = useQuery({ queryKey: ["definitions"], queryFn: ({ signal }) => http.get<{ data: OwnDefinition[] }>("/definitions/objects", { signal }) });
  const object = objects[name] ?? listed[0];
  if (!object) return null;
  const hidden = own.data?.data.find((entry) => entry.name === object.name)?.hidden ?? [];
  const done = async (show: string) => {
    setAsking(null);
    await Promise.all([client.invalidateQueries({ queryKey: ["catalog"] }), client.invalidateQueries({ queryKey: ["definitions"] })]);
    setName(show);
  };
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
      await done(object.name);
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const fields = object.fields.filter((field) => !field.system);
  const needle = filter.trim().toLowerCase();
  const shown = fields.filter((field) => `${naming.field(field)} ${field.name}`.toLowerCase().includes(needle));
  const move = (field: FieldMeta, step: 1 | -1) => {
    const order = fields.map((other) => other.name);
    const from = order.indexOf(field.name);
    if (from + step < 0 || from + step >= order.length) return;
    order.splice(from, 1);
    order.splice(from + step, 0, field.name);
    void attempt(() => http.patch(`/definitions/objects/${object.name}`, { fields: order }));
  };
  return (
    <div className="flex flex-col gap-4 p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-record font-semibold">{t("settings.objects.title")}</h1>
        <Button onClick={() => setAsking({ kind: "object" })}>
          <Plus aria-hidden className="size-4" />
          {t("settings.objects.newObject")}
        </Button>
        <Button look="primary" onClick={() => setAsking({ kind: "field" })}>
          <Plus aria-hidden className="size-4" />
          {t("settings.objects.newField")}
        </Button>
      </header>
      <div className="flex flex-wrap items-center gap-2">
        <ObjectIcon name={object.icon} className="size-4 text-text-2" />
        <Select aria-label={t("settings.objects.object")} className="max-w-60" value={object.name} onChange={(event) => setName(event.target.value)}>
          {listed.map((candidate) => (
            <option key={candidate.name} value={candidate.name}>
              {naming.many(candidate)}
            </option>
          ))}
        </Select>
        <Button look="quiet" onClick={() => setAsking({ kind: "rename" })}>
          <Pencil aria-hidden className="size-4" />
          {t("settings.objects.editObject")}
        </Button>
        <Input aria-label={t("settings.objects.filter")} placeholder={t("settings.objects.filter")} className="max-w-60" value={filter} onChange={(event) => setFilter(event.target.value)} />
      </div>
      <ul className="divide-y divide-line">
        {shown.map((field) => (
          <FieldLine key={field.name} field={field} onEdit={() => setAsking({ kind: "edit", field })} onDelete={() => setAsking({ kind: "delete", field })} onMove={(step) => move(field, step)} />
        ))}
        {hidden.map((field) => (
          <li key={field} className="flex min-h-9 items-center gap-3 py-1 text-text-3">
            <span className="min-w-0 flex-1 truncate">{field}</span>
            <Tag>{t("settings.objects.hidden")}</Tag>
            <Button look="quiet" onClick={() => void attempt(() => http.patch(`/definitions/objects/${object.name}/fields/${field}`, { hidden: false }))}>
              <Eye aria-hidden className="size-4" />
              {t("general.show")}
            </Button>
          </li>
        ))}
      </ul>
      <Asked asking={asking} object={object} onClose={() => setAsking(null)} onDone={done} onDelete={(field) => void attempt(() => http.delete(`/definitions/objects/${object.name}/fields/${field.name}`))} />
    </div>
  );
}

type AskedProps = { asking: Asking; object: ObjectMeta; onClose: () => void; onDone: (show: string) => Promise<void>; onDelete: (field: FieldMeta) => void };

function Asked({ asking, object, onClose, onDone, onDelete }: AskedProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  if (asking === null) return null;
  switch (asking.kind) {
    case "field":
      return <NewField object={object} onClose={onClose} onDone={() => onDone(object.name)} />;
    case "object":
      return <NewObject onClose={onClose} onDone={onDone} />;
    case "rename":
      return <EditObject object={object} onClose={onClose} onDone={() => onDone(object.name)} />;
    case "edit":
      return <EditField object={object} field={asking.field} onClose={onClose} onDone={() => onDone(object.name)} />;
    case "delete":
      return (
        <Confirm title={t("settings.objects.deleteTitle", { field: naming.field(asking.field) })} confirm={t("general.delete")} onClose={onClose} onConfirm={() => onDelete(asking.field)}>
          {t("settings.objects.deleteText")}
        </Confirm>
      );
    default:
      return asking satisfies never;
  }
}

function FieldLine({ field, onEdit, onDelete, onMove }: { field: FieldMeta; onEdit: () => void; onDelete: () => void; onMove: (step: 1 | -1) => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const label = naming.field(field);
  const isOwn = field.name.startsWith("x_");
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <span className="min-w-40 flex-1 truncate">
        {label} <span className="text-meta text-text-3">{field.name}</span>
      </span>
      {field.required && <Tag hue="amber">{t("settings.objects.required")}</Tag>}
      {isOwn && <Tag hue="violet">{t("settings.objects.custom")}</Tag>}
      <span className="w-28 shrink-0 text-text-2">{t(`settings.types.${field.type}`)}</span>
      <span className="flex shrink-0">
        <IconButton label={t("shell.arrange.up", { object: label })} onClick={() => onMove(-1)}>
          <ArrowUp className="size-4" />
        </IconButton>
        <IconButton label={t("shell.arrange.down", { object: label })} onClick={() => onMove(1)}>
          <ArrowDown className="size-4" />
        </IconButton>
        <IconButton label={t("settings.objects.editField", { field: label })} onClick={onEdit}>
          <Pencil className="size-4" />
        </IconButton>
        <IconButton label={`${t("general.delete")}: ${label}`} disabled={!isOwn} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      </span>
    </li>
  );
}
