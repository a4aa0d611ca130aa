import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, fieldOf, type ObjectMeta, useNaming } from "@/metadata";
import { Button, classes, Popover } from "@/shared/ui";
import type { ChangeView } from "../listView";
import { FilterEditor } from "./FilterEditor";
import { type FilterPlace, withFilterAt } from "./filters";
import { useFilterWords } from "./useFilterWords";
import type { Filter, ViewState } from "./viewState";

type FilterChipsProps = { object: ObjectMeta; view: ViewState; change: ChangeView; onOr: (place: FilterPlace) => void };

/** What the list is narrowed by, each condition a sentence; alternatives stand in one chip with "or" between them. */
export function FilterChips({ object, view, change, onOr }: FilterChipsProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const chip = (filter: Filter, place: FilterPlace) => {
    const field = fieldOf(object, filter.field);
    if (!field) return null;
    return (
      <Chip
        key={`${place.group ?? ""}.${place.index}.${filter.field}.${filter.op}`}
        field={field}
        filter={filter}
        onChange={(next) => change((current) => withFilterAt(current, place, next))}
        onRemove={() => change((current) => withFilterAt(current, place, null))}
        onOr={() => onOr(place)}
      />
    );
  };
  return (
    <>
      {view.filters.map((filter, index) => chip(filter, { group: null, index }))}
      {view.any.map((group, at) => (
        <span key={`group ${at}`} role="group" aria-label={t("lists.filter.group")} className="inline-flex max-w-full flex-wrap items-center gap-1 rounded-control border border-dashed border-line-strong p-px">
          {group.map((filter, index) => (
            <span key={`${filter.field} ${filter.op} ${filter.value}`} className="inline-flex max-w-full items-center gap-1">
              {index > 0 && <span className="px-0.5 text-text-3">{t("lists.filter.or")}</span>}
              {chip(filter, { group: at, index })}
            </span>
          ))}
          <button
            type="button"
            aria-label={t("lists.filter.addOr", { field: group[0] ? naming.field(fieldOf(object, group[0].field) ?? { name: group[0].field, type: "text", labels: {} }) : "" })}
            title={t("lists.filter.orMore")}
            onClick={() => onOr({ group: at, index: 0 })}
            className="flex size-6 items-center justify-center rounded-control text-text-3 hover:bg-hover"
          >
            <Plus aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
    </>
  );
}

type ChipProps = { field: FieldMeta; filter: Filter; onChange: (filter: Filter | null) => void; onRemove: () => void; onOr: () => void };

function Chip({ field, filter, onChange, onRemove, onOr }: ChipProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const words = useFilterWords(field, filter);
  const [open, setOpen] = useState(false);
  const wantsOr = useRef(false);
  return (
    <span className={classes("inline-flex h-7 max-w-full shrink-0 items-stretch overflow-hidden rounded-control bg-accent-soft text-accent-text")}>
      <Popover
        label={t("records.filter.edit")}
        open={open}
        onOpenChange={setOpen}
        onGone={(event) => {
          if (!wantsOr.current) return;
          event.preventDefault();
          wantsOr.current = false;
          onOr();
        }}
        trigger={
          <button type="button" className="flex min-w-0 items-center gap-1.5 px-2 whitespace-nowrap hover:brightness-95 dark:hover:brightness-125">
            <span className="font-medium">{naming.field(field)}</span>
            <span className="text-text-2">{words.operator}</span>
            <span className="max-w-60 truncate font-medium">{words.value}</span>
          </button>
        }
      >
        <FilterEditor field={field} filter={filter} onChange={(next) => onChange(next.value === "" ? null : next)} onDone={() => setOpen(false)} />
        <Button
          look="quiet"
          className="mt-1 justify-start"
          onClick={() => {
            wantsOr.current = true;
            setOpen(false);
          }}
        >
          <Plus aria-hidden className="size-3.5" />
          {t("lists.filter.orMore")}
        </Button>
      </Popover>
      <button type="button" aria-label={t("records.filter.remove", { field: naming.field(field) })} onClick={onRemove} className="border-l border-panel px-1.5 hover:brightness-95 dark:hover:brightness-125">
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
