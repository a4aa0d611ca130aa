import { useNavigate } from "@tanstack/react-router";
import { Download, Ellipsis, GitMerge, Plus, Search as SearchIcon, SlidersHorizontal, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { can, mayMerge, type ObjectMeta, useNaming } from "@/metadata";
import { API, queryText } from "@/shared/api";
import { withTexts } from "@/shared/i18n";
import { Button, IconButton, Menu, MenuItem, MenuLabel, MenuLine, useIsWide } from "@/shared/ui";
import { askToCreate } from "./create/ask";
import type { ChangeView } from "./listView";
import { SearchInput } from "./SearchInput";
import { FilterBar } from "./views/FilterBar";
import { listQuery } from "./views/viewQuery";
import { isNarrowed, type ViewState } from "./views/viewState";

const SavedViews = lazy(() => import("./views/SavedViews").then(({ SavedViews }) => ({ default: SavedViews })));
const ViewControls = lazy(() => import("./views/ViewControls").then(({ ViewControls }) => ({ default: ViewControls })));
const ViewSheet = lazy(() => withTexts(import("./views/ViewSheet")).then(({ ViewSheet }) => ({ default: ViewSheet })));

type ListHeaderProps = {
  object: ObjectMeta;
  view: ViewState;
  viewId: string | undefined;
  change: ChangeView;
  asked: string | null;
  onAsked: (field: string | null) => void;
};

export function ListHeader({ object, view, viewId, change, asked, onAsked }: ListHeaderProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const wide = useIsWide();
  const [sheet, setSheet] = useState(false);
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-panel px-3 md:px-4">
        <h1 className="mr-1 min-w-0 shrink-0 truncate text-title font-semibold">{naming.many(object)}</h1>
        <Suspense>
          <SavedViews object={object} view={view} currentId={viewId} />
        </Suspense>
        <div className="ml-auto flex shrink-0 items-center gap-1">
          <ListMenu object={object} view={view} change={change} />
          {can(object, "create") && (
            <Button look="primary" onClick={() => askToCreate(object.name)} aria-label={t("records.create", { object: naming.one(object) })}>
              <Plus aria-hidden className="size-4" />
              <span className="hidden sm:inline">{t("records.create", { object: naming.one(object) })}</span>
            </Button>
          )}
        </div>
      </header>
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-panel px-3 py-1.5 md:px-4">
        {wide && (
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
            <FilterBar object={object} view={view} change={change} asked={asked} onAsked={onAsked} />
          </div>
        )}
        <div className="ml-auto flex min-w-0 flex-1 items-center justify-end gap-1 md:contents">
          {wide && (
            <Suspense>
              <ViewControls object={object} view={view} change={change} />
            </Suspense>
          )}
          <SearchInput value={view.q} label={t("records.searchIn", { object: naming.many(object) })} onChange={(q) => change((current) => ({ ...current, q }))} icon={<SearchIcon aria-hidden className="size-4" />} />
          {!wide && (
            <IconButton label={t("records.filter.add")} className={isNarrowed(view) ? "text-accent-text" : undefined} onClick={() => setSheet(true)}>
              <SlidersHorizontal className="size-4" />
            </IconButton>
          )}
        </div>
      </div>
      {sheet && (
        <Suspense>
          <ViewSheet object={object} view={view} change={change} asked={asked} onAsked={onAsked} onClose={() => setSheet(false)} />
        </Suspense>
      )}
    </>
  );
}

function ListMenu({ object, view, change }: { object: ObjectMeta; view: ViewState; change: ChangeView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const exported = (format: "csv" | "xlsx") => {
    const { expand: _titles, ...query } = listQuery(object, view);
    window.location.assign(`${API}/${object.plural}/export${queryText({ ...query, format })}`);
  };
  return (
    <Menu
      trigger={
        <IconButton label={t("records.more")}>
          <Ellipsis className="size-4" />
        </IconButton>
      }
    >
      <MenuLabel>{t("records.export")}</MenuLabel>
      <MenuItem icon={<Download />} disabled={!can(object, "export")} onSelect={() => exported("xlsx")}>
        {t("records.exportXlsx")}
      </MenuItem>
      <MenuItem icon={<Download />} disabled={!can(object, "export")} onSelect={() => exported("csv")}>
        {t("records.exportCsv")}
      </MenuItem>
      <MenuLine />
      {mayMerge(object) && (
        <MenuItem icon={<GitMerge />} onSelect={() => void navigate({ to: "/duplicates/$plural", params: { plural: object.plural } })}>
          {t("records.findDuplicates")}
        </MenuItem>
      )}
      <MenuItem icon={<Trash2 />} onSelect={() => change((current) => ({ ...current, trash: current.trash === "only" ? "without" : "only" }))}>
        {view.trash === "only" ? t("records.leaveTrash") : t("records.showTrash")}
      </MenuItem>
    </Menu>
  );
}
