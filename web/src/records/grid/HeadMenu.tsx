import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, EyeOff, Group, ListFilter, Pin, PinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MenuItem, MenuLine } from "@/shared/ui";
import type { Column } from "./columns";
import { type HeadActions, isGroupable } from "./Head";

type HeadMenuProps = { column: Column; place: number; isLast: boolean; actions: HeadActions };

/** What can be done with a column; fetched when the first of these menus opens. */
export function HeadMenu({ column, place, isLast, actions }: HeadMenuProps) {
  const { t } = useTranslation();
  const { name } = column.field;
  const sortable = column.field.sortable !== false;
  return (
    <>
      <MenuItem icon={<ArrowUp />} disabled={!sortable} onSelect={() => actions.sortBy(name, "asc")}>
        {t("records.sortUp")}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} disabled={!sortable} onSelect={() => actions.sortBy(name, "desc")}>
        {t("records.sortDown")}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<ListFilter />} disabled={column.field.filterable === false || column.kind.filter === "none"} onSelect={() => actions.filterBy(name)}>
        {t("records.filterBy")}
      </MenuItem>
      <MenuItem icon={<Group />} disabled={!isGroupable(column)} onSelect={() => actions.groupBy(name)}>
        {t("records.groupByThis")}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={column.left === null ? <Pin /> : <PinOff />} onSelect={() => actions.pin(name, column.left === null ? "pinned" : "free")}>
        {column.left === null ? t("records.pinColumn") : t("records.unpinColumn")}
      </MenuItem>
      <MenuItem icon={<ArrowLeft />} disabled={place === 0} onSelect={() => actions.move(name, place - 1)}>
        {t("records.columnLeft")}
      </MenuItem>
      <MenuItem icon={<ArrowRight />} disabled={isLast} onSelect={() => actions.move(name, place + 1)}>
        {t("records.columnRight")}
      </MenuItem>
      <MenuItem icon={<EyeOff />} disabled={column.isTitle} onSelect={() => actions.hide(name)}>
        {t("records.hideColumn")}
      </MenuItem>
    </>
  );
}
