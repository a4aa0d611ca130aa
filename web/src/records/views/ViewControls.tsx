import { ArrowDownUp, ArrowUpDown, CalendarDays, Columns3, Group, LayoutGrid, Plus, SquareKanban, Table2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "@/fields";
import { type FieldMeta, fieldOf, type ObjectMeta, useNaming } from "@/metadata";
import { Button, IconButton, Menu, MenuChoice, MenuItem, MenuLabel, Picker, Popover, Segmented, Select } from "@/shared/ui";
import { dayFields, dayField } from "../calendar/days";
import { laneField, laneFields } from "../board/cardFields";
import { isGroupable } from "../grid/Head";
import type { ChangeView } from "../listView";
import { ColumnPicker } from "./ColumnPicker";
import { type Sort, VIEW_KINDS, type ViewKind, sortOf, type ViewState } from "./viewState";

type ControlProps = { object: ObjectMeta; view: ViewState; change: ChangeView };

const ICONS: Record<ViewKind, ReactNode> = {
  table: <Table2 aria-hidden className="size-4" />,
  board: <SquareKanban aria-hidden className="size-4" />,
  calendar: <CalendarDays aria-hidden className="size-4" />,
  gallery: <LayoutGrid aria-hidden className="size-4" />,
};

/** How the list is shown: as what, by what, in which order, with which columns. */
export function ViewControls({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  const order = view.sort.length > 1 ? t("lists.sort.several", { count: view.sort.length }) : t("lists.sort.label");
  return (
    <>
      <KindMenu object={object} view={view} change={change} />
      {view.kind === "table" && <GroupMenu object={object} view={view} change={change} />}
      {view.kind === "board" && <LaneMenu object={object} view={view} change={change} />}
      {view.kind === "calendar" && <DayMenu object={object} view={view} change={change} />}
      {view.kind !== "calendar" && (
        <Popover
          label={order}
          align="end"
          className="w-76"
          trigger={
            <Button look="quiet" className={view.sort.length > 0 ? "text-accent-text" : undefined}>
              <ArrowUpDown aria-hidden className="size-4" />
              <span className="sr-only lg:not-sr-only">{order}</span>
            </Button>
          }
        >
          <SortEditor object={object} view={view} change={change} />
        </Popover>
      )}
      <ColumnPicker
        object={object}
        view={view}
        change={change}
        trigger={
          <Button look="quiet">
            <Columns3 aria-hidden className="size-4" />
            <span className="sr-only lg:not-sr-only">{view.kind === "table" ? t("records.columns") : t("lists.cardFields")}</span>
          </Button>
        }
      />
    </>
  );
}

function KindMenu({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  const possible = VIEW_KINDS.filter((kind) => (kind === "board" ? laneFields(object).length > 0 : kind === "calendar" ? dayFields(object).length > 0 : true));
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet" title={t("lists.kind")}>
          {ICONS[view.kind]}
          <span className="sr-only">{t("lists.kind")} </span>
          {t(`lists.kinds.${view.kind}`)}
        </Button>
      }
    >
      <MenuChoice
        value={view.kind}
        options={possible.map((kind) => ({ value: kind, label: t(`lists.kinds.${kind}`) }))}
        onChange={(chosen) => change((current) => ({ ...current, kind: VIEW_KINDS.find((kind) => kind === chosen) ?? "table" }))}
      />
    </Menu>
  );
}

function GroupMenu({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const fields = object.fields.filter((field) => field.name !== "id" && field.filterable !== false && isGroupable({ field, kind: kindOf(field) }));
  const [name, period] = (view.group ?? "").split(":");
  const field = name ? fieldOf(object, name) : undefined;
  const set = (next: string | null) => change((current) => ({ ...current, group: next }));
  const isDay = (one: FieldMeta) => kindOf(one).filter === "date";
  return (
    <Popover
      label={t("lists.group.label")}
      align="end"
      trigger={
        <Button look="quiet" className={field ? "text-accent-text" : undefined}>
          <Group aria-hidden className="size-4" />
          <span className="sr-only lg:not-sr-only">{field ? naming.field(field) : t("lists.group.label")}</span>
        </Button>
      }
    >
      {field && isDay(field) && (
        <div className="mb-2">
          <Segmented
            label={t("lists.group.period")}
            value={period ?? "month"}
            options={(["day", "month", "year"] as const).map((one) => ({ value: one as string, label: t(`lists.group.periods.${one}`) }))}
            onChange={(next) => set(`${field.name}:${next}`)}
          />
        </div>
      )}
      <Picker
        label={t("lists.group.label")}
        choices={fields.map((one) => ({ value: one.name, label: naming.field(one) }))}
        chosen={field ? [field.name] : []}
        onToggle={(chosen) => {
          const one = fieldOf(object, chosen);
          set(!one || one === field ? null : isDay(one) ? `${chosen}:month` : chosen);
        }}
        footer={
          field && (
            <Button look="quiet" className="mt-1 justify-start" onClick={() => set(null)}>
              {t("lists.group.off")}
            </Button>
          )
        }
      />
    </Popover>
  );
}

function LaneMenu({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  return <FieldMenu label={t("lists.board.by")} fields={laneFields(object)} chosen={laneField(object, view)} onChange={(lanes) => change((current) => ({ ...current, lanes }))} />;
}

function DayMenu({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  return <FieldMenu label={t("lists.calendar.by")} fields={dayFields(object)} chosen={dayField(object, view)} onChange={(on) => change((current) => ({ ...current, on }))} />;
}

function FieldMenu({ label, fields, chosen, onChange }: { label: string; fields: FieldMeta[]; chosen: FieldMeta | undefined; onChange: (name: string) => void }) {
  const naming = useNaming();
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet" title={label}>
          <Group aria-hidden className="size-4" />
          <span className="sr-only">{label} </span>
          {chosen && naming.field(chosen)}
        </Button>
      }
    >
      <MenuLabel>{label}</MenuLabel>
      <MenuChoice value={chosen?.name ?? ""} options={fields.map((field) => ({ value: field.name, label: naming.field(field) }))} onChange={onChange} />
    </Menu>
  );
}

const MOST_SORTS = 5;

/** The order of a list, by several fields one after the other. */
export function SortEditor({ object, view, change }: ControlProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const sort = sortOf(object, view);
  const set = (next: Sort[]) => change((current) => ({ ...current, sort: next }));
  const free = object.fields.filter((field) => field.sortable !== false && !sort.some((entry) => entry.field === field.name));
  return (
    <div className="flex flex-col gap-2">
      {sort.map((entry, place) => (
        <div key={entry.field} className="flex items-center gap-1">
          <Select
            aria-label={t("lists.sort.by", { place: place + 1 })}
            value={entry.field}
            onChange={(event) => set(sort.map((other) => (other === entry ? { ...entry, field: event.target.value } : other)))}
          >
            {[fieldOf(object, entry.field), ...free].map((field) => field && (
              <option key={field.name} value={field.name}>
                {naming.field(field)}
              </option>
            ))}
          </Select>
          <Button
            className="shrink-0"
            onClick={() => set(sort.map((other) => (other === entry ? { ...entry, direction: entry.direction === "asc" ? "desc" : "asc" } : other)))}
          >
            <ArrowDownUp aria-hidden className="size-3.5" />
            {entry.direction === "asc" ? t("lists.sort.up") : t("lists.sort.down")}
          </Button>
          {view.sort.length > 0 && (
            <IconButton label={t("lists.sort.remove", { place: place + 1 })} onClick={() => set(sort.filter((other) => other !== entry))}>
              <X className="size-4" />
            </IconButton>
          )}
        </div>
      ))}
      {sort.length < MOST_SORTS && (
        <Menu
          align="start"
          trigger={
            <Button look="quiet" className="self-start">
              <Plus aria-hidden className="size-4" />
              {t("lists.sort.add")}
            </Button>
          }
        >
          {free.map((field) => (
            <MenuItem key={field.name} onSelect={() => set([...sort, { field: field.name, direction: "asc" }])}>
              {naming.field(field)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
