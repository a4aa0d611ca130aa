import { ChevronDown, ChevronUp, Eye, EyeOff, GripVertical, Settings2, Trash2 } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, fieldOf, type ObjectMeta, useNaming } from "@/metadata";
import { serverLanguage } from "@/shared/i18n";
import { Checkbox, classes, IconButton, Input, Labelled, Popover } from "@/shared/ui";
import { type ArrangedSection, type Arrangement, changedRule, changedSection, placed, type Place, sectionStepped, stepped, withoutSection } from "./arrangement";

export type ArrangingParts = {
  object: ObjectMeta;
  arrangement: Arrangement;
  dragged: string | null;
  onDrag: (field: string | null) => void;
  onChange: (next: Arrangement) => void;
};

export function SectionCard({ section, index, ...parts }: ArrangingParts & { section: ArrangedSection; index: number }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { arrangement, onChange } = parts;
  const name = naming.labels(section.labels, section.name);
  return (
    <Shelf {...parts} place={index}>
      <div className="flex items-center gap-1 pb-1">
        <Input
          aria-label={t("records.layout.section")}
          value={name}
          className="border-transparent font-semibold hover:border-line-strong"
          onChange={(event) => onChange(changedSection(arrangement, index, { labels: { ...section.labels, [serverLanguage(naming.language)]: event.target.value } }))}
        />
        <IconButton label={t("records.layout.sectionUp", { name })} disabled={index === 0} onClick={() => onChange(sectionStepped(arrangement, index, -1))}>
          <ChevronUp className="size-4" />
        </IconButton>
        <IconButton label={t("records.layout.sectionDown", { name })} disabled={index === arrangement.sections.length - 1} onClick={() => onChange(sectionStepped(arrangement, index, 1))}>
          <ChevronDown className="size-4" />
        </IconButton>
        <IconButton label={t("records.layout.removeSection", { name })} disabled={arrangement.sections.length < 2} onClick={() => onChange(withoutSection(arrangement, index))}>
          <Trash2 className="size-4" />
        </IconButton>
      </div>
      <ul className="flex min-h-8 flex-col gap-1">
        {section.fields.map((field) => (
          <FieldCard key={field} {...parts} field={field} place={{ section: index, before: field }} />
        ))}
      </ul>
      <div className="pt-2">
        <Labelled label={t("records.layout.sectionWhen")}>
          {(wiring) => (
            <Input
              {...wiring}
              value={section.when ?? ""}
              placeholder={t("records.layout.whenHint")}
              className="font-mono text-meta"
              onChange={(event) => onChange(changedSection(arrangement, index, { when: event.target.value.trim() === "" ? null : event.target.value }))}
            />
          )}
        </Labelled>
      </div>
    </Shelf>
  );
}

/** What is not shown to anybody; it can be taken out again. */
export function HiddenFields(parts: ArrangingParts) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { object, arrangement, onChange } = parts;
  const last = Math.max(0, arrangement.sections.length - 1);
  return (
    <Shelf {...parts} place="hidden">
      <h3 className="pb-2 font-semibold text-text-2">{t("records.layout.hidden")}</h3>
      <ul className="flex min-h-8 flex-col gap-1">
        {arrangement.hidden.map((name) => {
          const field = fieldOf(object, name);
          const label = field ? naming.field(field) : name;
          return (
            <Card key={name} {...parts} field={name} place={{ section: "hidden", before: name }} label={label}>
              <IconButton label={t("records.layout.show", { field: label })} onClick={() => onChange(placed(arrangement, name, { section: last, before: null }))}>
                <Eye className="size-4" />
              </IconButton>
            </Card>
          );
        })}
      </ul>
    </Shelf>
  );
}

function FieldCard({ field: name, place, ...parts }: ArrangingParts & { field: string; place: Place }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { object, arrangement, onChange } = parts;
  const field = fieldOf(object, name);
  const label = field ? naming.field(field) : name;
  const rule = arrangement.fields[name] ?? {};
  const marked = rule.required || field?.required;
  return (
    <Card {...parts} field={name} place={place} label={label} mark={marked ? "*" : rule.when ? "?" : ""}>
      <IconButton label={t("records.layout.up", { field: label })} onClick={() => onChange(stepped(arrangement, name, -1))}>
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label={t("records.layout.down", { field: label })} onClick={() => onChange(stepped(arrangement, name, 1))}>
        <ChevronDown className="size-4" />
      </IconButton>
      {field && <Options field={field} label={label} arrangement={arrangement} onChange={onChange} />}
    </Card>
  );
}

function Options({ field, label, arrangement, onChange }: { field: FieldMeta; label: string; arrangement: Arrangement; onChange: (next: Arrangement) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const rule = arrangement.fields[field.name] ?? {};
  return (
    <Popover
      label={t("records.layout.options", { field: label })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t("records.layout.options", { field: label })}>
          <Settings2 className="size-4" />
        </IconButton>
      }
    >
      <div className="flex w-72 flex-col gap-3 p-1">
        <label className="flex items-center gap-2">
          <Checkbox checked={field.required === true || rule.required === true} disabled={field.required === true} onChange={(event) => onChange(changedRule(arrangement, field.name, { required: event.target.checked }))} />
          {t("records.layout.required", { field: label })}
        </label>
        <Labelled label={t("records.layout.when", { field: label })}>
          {(wiring) => (
            <Input
              {...wiring}
              value={rule.when ?? ""}
              placeholder={t("records.layout.whenHint")}
              className="font-mono text-meta"
              onChange={(event) => onChange(changedRule(arrangement, field.name, { when: event.target.value.trim() === "" ? null : event.target.value }))}
            />
          )}
        </Labelled>
        <button
          type="button"
          className="button button-plain"
          disabled={field.required === true}
          onClick={() => {
            setOpen(false);
            onChange(placed(arrangement, field.name, { section: "hidden", before: null }));
          }}
        >
          <EyeOff aria-hidden className="size-4" />
          {t("records.layout.hide", { field: label })}
        </button>
      </div>
    </Popover>
  );
}

type CardProps = ArrangingParts & { field: string; place: Place; label: string; mark?: string; children: ReactNode };

function Card({ field, place, label, mark = "", children, arrangement, dragged, onDrag, onChange }: CardProps) {
  return (
    <li
      draggable
      data-field={field}
      className={classes("flex items-center gap-1 rounded-control border border-line bg-panel pl-1", dragged === field && "opacity-40")}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", label);
        onDrag(field);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => dragged && event.preventDefault()}
      onDrop={(event) => {
        if (!dragged) return;
        event.preventDefault();
        event.stopPropagation();
        onChange(placed(arrangement, dragged, place));
        onDrag(null);
      }}
    >
      <GripVertical aria-hidden className="size-4 shrink-0 cursor-grab text-text-3" />
      <span className="min-w-0 flex-1 truncate">
        {label}
        {mark && <span className="pl-1 text-accent-text">{mark}</span>}
      </span>
      {children}
    </li>
  );
}

/** A card takes what is dropped beneath its last field, too. */
function Shelf({ place, arrangement, dragged, onDrag, onChange, children }: ArrangingParts & { place: number | "hidden"; children: ReactNode }) {
  const drop = (event: DragEvent) => {
    if (!dragged) return;
    event.preventDefault();
    onChange(placed(arrangement, dragged, { section: place, before: null }));
    onDrag(null);
  };
  return (
    <div className={classes("rounded-card border p-3", place === "hidden" ? "border-dashed border-line-strong" : "border-line bg-bg")} onDragOver={(event) => dragged && event.preventDefault()} onDrop={drop}>
      {children}
    </div>
  );
}
