import { Link } from "@tanstack/react-router";
import { Menu as MenuIcon, Plus, Search, Sun } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { askToLog } from "@/features/quick-log/ask";
import { can, useCatalog, useNaming } from "@/metadata";
import { askToCreate } from "@/records/create/ask";
import { ObjectIcon } from "@/shared/ui";

const PhoneMenu = lazy(() => import("./PhoneMenu").then(({ PhoneMenu }) => ({ default: PhoneMenu })));

const ITEM = "flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] leading-4 text-text-2 data-[status=active]:text-accent-text [&>svg]:size-5";

/** The way about on a phone: five thumbs' reach, everything else one tap behind "more". */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const { customer, activity } = useCatalog().objects;
  const [open, setOpen] = useState(false);
  return (
    <nav aria-label={t("shell.navigation")} className="flex shrink-0 items-stretch border-t border-line bg-bg pr-[env(safe-area-inset-right)] pb-[env(safe-area-inset-bottom)] pl-[env(safe-area-inset-left)] md:hidden">
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className={ITEM}>
        <Sun aria-hidden />
        {t("shell.today")}
      </Link>
      {customer && (
        <Link to="/objects/$plural" params={{ plural: customer.plural }} activeOptions={{ includeSearch: false }} className={ITEM}>
          <ObjectIcon name={customer.icon} className="size-5" />
          <span className="max-w-full truncate">{naming.many(customer)}</span>
        </Link>
      )}
      <button type="button" className={ITEM} onClick={() => (can(activity, "create") ? askToLog() : askToCreate("customer"))} aria-label={can(activity, "create") ? t("shell.quickLog") : t("shell.keys.create")}>
        <span className="flex size-10 items-center justify-center rounded-full bg-accent text-on-accent">
          <Plus aria-hidden className="size-5" />
        </span>
      </button>
      <button type="button" className={ITEM} onClick={onSearch}>
        <Search aria-hidden />
        {t("shell.searchShort")}
      </button>
      <button type="button" className={ITEM} aria-expanded={open} onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden />
        {t("shell.more")}
      </button>
      <Suspense>{open && <PhoneMenu onClose={() => setOpen(false)} />}</Suspense>
    </nav>
  );
}
