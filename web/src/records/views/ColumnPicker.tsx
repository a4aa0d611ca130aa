import { ArrowDown, ArrowUp, Pin, PinOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useNaming } from "@/metadata";
import { Button, Checkbox, IconButton, Input, Popover } from "@/shared/ui";
import type { ChangeView } from "../listView";
import { columnsOf, pinnedOf, type ViewState } from "./viewState";

type ColumnPickerProps = { object: ObjectMeta; view: ViewState; change: ChangeView; trigger: ReactNode };

export function ColumnPicker({ object, view, change, trigger }: ColumnPickerProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const [wanted, setWanted] = useState("");
  const shown = columnsOf(object, view);
  const hidden = object.fields.filter((field) => !shown.includes(field) && naming.field(field).toLowerCase().includes(wanted.trim().toLowerCase()));
  const pinned = pinnedOf(object, view);
  const set = (names: string[]) => change((current) => ({ ...current, columns: names }));
  const names = shown.map((field) => field.name);
  const move = (from: number, to: number) => {
    const next = [...names];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(to, 0, moved);
    set(next);
  };
  return (
    <Popover label={t("records.columns")} align="end" className="max-h-[70vh] w-76" trigger={trigger}>
      <ul>
        {shown.map((field, index) => {
          const column = naming.field(field);
          const isPinned = pinned.includes(field.name);
          return (
            <li key={field.name} className="flex h-8 items-center">
              <label className="flex min-w-0 flex-1 items-center gap-2">
                <Checkbox checked disabled={field.name === object.title} onChange={() => set(names.filter((name) => name !== field.name))} />
                <span className="truncate">{column}</span>
              </label>
              <IconButton
                label={isPinned ? t("lists.columns.unpin", { column }) : t("lists.columns.pin", { column })}
                aria-pressed={isPinned}
                onClick={() => change((current) => ({ ...current, pinned: isPinned ? pinned.filter((name) => name !== field.name) : [...pinned, field.name] }))}
              >
                {isPinned ? <PinOff className="size-3.5" /> : <Pin className="size-3.5" />}
              </IconButton>
              <IconButton label={t("records.columnUp", { column })} disabled={index === 0} onClick={() => move(index, index - 1)}>
                <ArrowUp className="size-3.5" />
              </IconButton>
              <IconButton label={t("records.columnDown", { column })} disabled={index === shown.length - 1} onClick={() => move(index, index + 1)}>
                <ArrowDown className="size-3.5" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <div className="mt-2 flex flex-col gap-1 border-t border-line pt-2">
        <p className="text-meta text-text-3">{t("records.hiddenColumns")}</p>
        {object.fields.length - shown.length > 12 && <Input type="search" aria-label={t("lists.columns.find")} placeholder={t("lists.columns.find")} value={wanted} onChange={(event) => setWanted(event.target.value)} />}
      </div>
      <ul>
        {hidden.map((field) => (
          <li key={field.name} className="flex h-8 items-center">
            <label className="flex min-w-0 flex-1 items-center gap-2">
              <Checkbox checked={false} onChange={() => set([...names, field.name])} />
              <span className="truncate">{naming.field(field)}</span>
            </label>
          </li>
        ))}
      </ul>
      {(view.columns || view.pinned || Object.keys(view.widths).length > 0) && (
        <Button look="quiet" className="mt-1" onClick={() => change((current) => ({ ...current, columns: null, pinned: null, widths: {} }))}>
          {t("records.resetColumns")}
        </Button>
      )}
    </Popover>
  );
}
