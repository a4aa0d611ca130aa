import { Link } from "@tanstack/react-router";
import { CircleHelp, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NotificationBell } from "@/features/notifications/NotificationBell";
import { useCatalog, useNaming } from "@/metadata";
import { askForGuide } from "@/features/guide/ask";
import { askToCreate } from "@/records/create/ask";
import { Dialog, ObjectIcon } from "@/shared/ui";
import { navigation, useScreen } from "./screen";
import { UserMenu } from "./UserMenu";

export function PhoneMenu({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const naming = useNaming();
  const screen = useScreen();
  const { groups, more } = navigation(catalog, screen);
  const item = "flex min-h-11 min-w-0 items-center gap-3 rounded-control px-2 text-text active:bg-hover";
  return (
    <Dialog title={catalog.company.name} onClose={onClose}>
      <div className="flex items-center justify-between pb-2">
        <UserMenu />
        <NotificationBell />
      </div>
      <div className="grid grid-cols-2 gap-x-2">
        <Link to="/insight" onClick={onClose} className={item}>
          <ObjectIcon name="pie-chart" className="size-4 shrink-0 text-text-2" />
          {t("shell.insight")}
        </Link>
        {[...groups.flatMap((group) => group.objects), ...more].map((object) => (
          <Link key={object.name} to="/objects/$plural" params={{ plural: object.plural }} onClick={onClose} className={item}>
            <ObjectIcon name={object.icon} className="size-4 shrink-0 text-text-2" />
            <span className="truncate">{naming.many(object)}</span>
          </Link>
        ))}
        <button
          type="button"
          className={item}
          onClick={() => {
            onClose();
            askToCreate("customer");
          }}
        >
          <Plus aria-hidden className="size-4 shrink-0 text-text-2" />
          {t("shell.keys.create")}
        </button>
        <button
          type="button"
          className={item}
          onClick={() => {
            onClose();
            askForGuide();
          }}
        >
          <CircleHelp aria-hidden className="size-4 shrink-0 text-text-2" />
          {t("shell.guide")}
        </button>
        <Link to="/imports" onClick={onClose} className={item}>
          <ObjectIcon name="upload" className="size-4 shrink-0 text-text-2" />
          {t("shell.imports")}
        </Link>
        <Link to="/settings" onClick={onClose} className={item}>
          <ObjectIcon name="settings" className="size-4 shrink-0 text-text-2" />
          {t("shell.settings")}
        </Link>
      </div>
    </Dialog>
  );
}
