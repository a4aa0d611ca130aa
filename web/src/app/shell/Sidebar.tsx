import { Link, type LinkProps } from "@tanstack/react-router";
import { ChartPie, ChevronRight, CircleHelp, PanelLeftClose, PanelLeftOpen, Search, Settings, SlidersHorizontal, Sun, Upload } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { askForGuide } from "@/features/guide/ask";
import { NotificationBell } from "@/features/notifications/NotificationBell";
import { type ObjectMeta, useCatalog, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { classes, IconButton, Kbd, keepChoice, type KeptChoice, ObjectIcon, useKeptChoice } from "@/shared/ui";
import { CompanyMark } from "./CompanyMark";
import { PinnedViews } from "./PinnedViews";
import { navigation, useScreen } from "./screen";
import { UserMenu } from "./UserMenu";

const ArrangeNavigation = lazy(() => import("./ArrangeNavigation").then(({ ArrangeNavigation }) => ({ default: ArrangeNavigation })));

export const WORDS = "sr-only unfolded:not-sr-only";

export const ITEM =
  "flex h-8 shrink-0 items-center justify-center gap-2.5 rounded-control px-2.5 unfolded:justify-start text-text-2 hover:bg-hover hover:text-text data-[status=active]:bg-hover data-[status=active]:font-medium data-[status=active]:text-text";

const WIDTH: KeptChoice<"words" | "icons"> = { key: "guanxi.sidebar", choices: ["words", "icons"], start: "words" };

type SidebarProps = { onSearch: () => void; onKeys: () => void };

/** Below 1100 px it shows icons only, above as this person likes it; the style sheet decides, so nothing jumps. */
export function Sidebar({ onSearch, onKeys }: SidebarProps) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const code = useCodeText();
  const screen = useScreen();
  const width = useKeptChoice(WIDTH);
  const { groups, more } = navigation(catalog, screen);
  const [open, setOpen] = useState(false);
  const [arranging, setArranging] = useState(false);
  const { company } = catalog;
  return (
    <aside data-sidebar={width} className="hidden w-13 shrink-0 flex-col border-r border-line bg-bg unfolded:w-54 md:flex" aria-label={t("shell.sidebar")}>
      <div className="flex flex-col items-center gap-2 px-3 py-2.5 unfolded:h-12 unfolded:flex-row unfolded:py-0">
        <CompanyMark name={company.name} logo={company.logo} />
        <span title={company.name} className="hidden min-w-0 flex-1 truncate font-semibold unfolded:inline">
          {company.name}
        </span>
        <NotificationBell />
      </div>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={onSearch}
          title={t("shell.search")}
          className="flex h-8 w-full items-center justify-center gap-2 rounded-control border border-line-strong bg-panel px-2 text-text-2 hover:bg-hover unfolded:justify-start unfolded:px-2.5"
        >
          <Search aria-hidden className="size-4" />
          <span className={classes(WORDS, "flex-1 text-left")}>{t("shell.search")}</span>
          <span className="hidden unfolded:inline">
            <Kbd>Ctrl K</Kbd>
          </span>
        </button>
      </div>
      <nav aria-label={t("shell.navigation")} className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-auto px-2 pb-2">
        <NavItem to="/" icon={<Sun />} exact="exact">
          {t("shell.today")}
        </NavItem>
        <NavItem to="/insight" icon={<ChartPie />}>
          {t("shell.insight")}
        </NavItem>
        <PinnedViews />
        {groups.map((group) => (
          <div key={group.name} className="flex flex-col gap-0.5">
            <Heading>{code("shell.areas", group.name)}</Heading>
            {group.objects.map((object) => (
              <ObjectItem key={object.name} object={object} />
            ))}
          </div>
        ))}
        <div className="flex flex-col gap-0.5 pt-2">
          {more.length > 0 && (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} title={t("shell.more")} className={classes(ITEM, "text-text-3")}>
              <ChevronRight aria-hidden className={classes("size-4 shrink-0", open && "rotate-90")} />
              <span className={WORDS}>{t("shell.more")}</span>
            </button>
          )}
          {open && more.map((object) => <ObjectItem key={object.name} object={object} />)}
          <button type="button" onClick={() => setArranging(true)} title={t("shell.arrange.title")} className={classes(ITEM, "text-text-3")}>
            <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
            <span className={classes(WORDS, "truncate")}>{t("shell.arrange.title")}</span>
          </button>
        </div>
      </nav>
      <div className="flex flex-col gap-0.5 border-t border-line p-2">
        <NavItem to="/imports" icon={<Upload />}>
          {t("shell.imports")}
        </NavItem>
        <NavItem to="/settings" icon={<Settings />}>
          {t("shell.settings")}
        </NavItem>
        <div className="flex flex-col gap-0.5 unfolded:flex-row unfolded:items-center">
          <div className="min-w-0 flex-1">
            <UserMenu onKeys={onKeys} />
          </div>
          <IconButton label={t("shell.guide")} className="self-center" onClick={askForGuide}>
            <CircleHelp className="size-4" />
          </IconButton>
          <IconButton
            label={t(width === "words" ? "shell.fold" : "shell.unfold")}
            className="hidden self-center wide:inline-flex"
            onClick={() => keepChoice(WIDTH, width === "words" ? "icons" : "words")}
          >
            {width === "words" ? <PanelLeftClose className="size-4" /> : <PanelLeftOpen className="size-4" />}
          </IconButton>
        </div>
      </div>
      <Suspense>{arranging && <ArrangeNavigation onClose={() => setArranging(false)} />}</Suspense>
    </aside>
  );
}

export function Heading({ children }: { children: string }) {
  return (
    <p className="mx-2.5 mt-2 h-px shrink-0 bg-line text-meta text-text-3 unfolded:mt-3 unfolded:mb-0.5 unfolded:h-auto unfolded:bg-transparent">
      <span className={WORDS}>{children}</span>
    </p>
  );
}

function ObjectItem({ object }: { object: ObjectMeta }) {
  const naming = useNaming();
  return (
    <Link to="/objects/$plural" params={{ plural: object.plural }} activeOptions={{ includeSearch: false }} title={naming.many(object)} className={ITEM}>
      <ObjectIcon name={object.icon} className="size-4 shrink-0" />
      <span className={classes(WORDS, "truncate")}>{naming.many(object)}</span>
    </Link>
  );
}

function NavItem({ to, icon, exact, children }: { to: LinkProps["to"]; icon: ReactNode; exact?: "exact"; children: string }) {
  return (
    <Link to={to} title={children} activeOptions={{ exact: exact === "exact", includeSearch: false }} className={classes(ITEM, "[&>svg]:size-4 [&>svg]:shrink-0")}>
      {icon}
      <span className={classes(WORDS, "truncate")}>{children}</span>
    </Link>
  );
}
