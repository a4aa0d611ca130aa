import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, Pin, Settings2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type ObjectMeta, type RecordRow, useCatalog } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, classes, Menu, MenuItem, MenuLabel, MenuLine, toast } from "@/shared/ui";
import { ArrangeViews } from "./ArrangeViews";
import { NameView } from "./NameView";
import { defaultView, inSections, type SavedView, useSavedViews } from "./savedViews";
import { useMyRoles } from "./useMyRoles";
import { type Search, viewFromSearch, type ViewState, viewToSearch } from "./viewState";

type SavedViewsProps = { object: ObjectMeta; view: ViewState; currentId: string | undefined };

/** Kept views as tabs, and what can be done with a view that was changed. */
export function SavedViews({ object, view, currentId }: SavedViewsProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const views = useSavedViews(object);
  const roles = useMyRoles(views?.some((saved) => saved.defaultFor.length > 0) ?? false);
  const objects = useCatalog().objects;
  const [asked, setAsked] = useState<"name" | "arrange" | null>(null);
  const current = views?.find((candidate) => candidate.id === currentId);
  const base = current ? viewFromSearch(current.search) : viewFromSearch({});
  const text = JSON.stringify(viewToSearch(view));
  const isChanged = JSON.stringify(viewToSearch(base)) !== text;
  const isBare = currentId === undefined && text === "{}";
  const go = (id: string | undefined, search: Search) => void navigate({ to: ".", search: { ...search, view: id } });

  const first = views && roles ? defaultView(views, roles) : undefined;
  useEffect(() => {
    // Whoever opens the bare list gets what his role is meant to see; who asks for everything names it.
    if (isBare && first) void navigate({ to: ".", search: { ...first.search, view: first.id }, replace: true });
  }, [isBare, first, navigate]);

  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
      await client.invalidateQueries({ queryKey: ["records", "saved_view"] });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  if (!objects.saved_view || !views) return null;
  const { mine, team, all } = inSections(views);
  const tabs = [...mine, ...team, ...all];
  const everything = () => go(EVERYTHING, {});
  const isEverything = !current && !isChanged;
  return (
    <>
      <nav aria-label={t("records.views.label")} className="hidden min-w-0 items-center gap-1 overflow-x-auto md:flex">
        <ViewTab chosen={!current} onClick={everything}>
          {t("records.views.all")}
        </ViewTab>
        {tabs.map((saved) => (
          <ViewTab key={saved.id} chosen={saved.id === currentId} pinned={saved.isPinned} onClick={() => go(saved.id, saved.search)}>
            {saved.name}
          </ViewTab>
        ))}
      </nav>
      <div className={tabs.length > 0 ? undefined : "md:hidden"}>
        <Menu
          align="start"
          trigger={
            <Button look="quiet" title={t("records.views.label")}>
              <span className="sr-only">{t("records.views.label")} </span>
              <span className="max-w-28 truncate md:hidden">{current?.name ?? t("records.views.all")}</span>
              <ChevronDown aria-hidden className="size-3.5" />
            </Button>
          }
        >
          <MenuItem onSelect={everything}>{t("records.views.all")}</MenuItem>
          <Section label={t("lists.views.mine")} views={mine} onChoose={(saved) => go(saved.id, saved.search)} />
          <Section label={t("lists.views.team")} views={team} onChoose={(saved) => go(saved.id, saved.search)} />
          <Section label={t("lists.views.all")} views={all} onChoose={(saved) => go(saved.id, saved.search)} />
          {tabs.length > 0 && (
            <>
              <MenuLine />
              <MenuItem icon={<Settings2 />} onSelect={() => setAsked("arrange")}>
                {t("lists.views.arrange")}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      {isChanged && !isEverything && can(objects.saved_view, "create") && (
        <div role="group" aria-label={t("records.views.save")} className="flex shrink-0 items-center gap-0.5">
          {current?.isMine && (
            <Button look="quiet" className="text-accent-text" onClick={() => void attempt(() => http.patch(`/saved_views/${current.id}`, { kind: view.kind, state: viewToSearch(view) }, { version: current.version }))}>
              {t("general.save")}
            </Button>
          )}
          <Button look="quiet" className={current?.isMine ? "hidden lg:inline-flex" : "text-accent-text"} onClick={() => setAsked("name")}>
            {current ? t("lists.views.saveAs") : t("records.views.save")}
          </Button>
          <Button look="quiet" className="hidden sm:inline-flex" onClick={() => go(current?.id ?? currentId, current?.search ?? {})}>
            {t("lists.views.reset")}
          </Button>
        </div>
      )}
      {asked === "name" && (
        <NameView
          onClose={() => setAsked(null)}
          onSave={(name, visibility) =>
            attempt(async () => {
              const row = await http.post<RecordRow>("/saved_views", { name, object: object.name, kind: view.kind, state: viewToSearch(view), visibility, position: tabs.length });
              setAsked(null);
              go(row.id, viewToSearch(view));
            })
          }
        />
      )}
      {asked === "arrange" && <ArrangeViews sections={{ mine, team, all }} attempt={attempt} onClose={() => setAsked(null)} onRemoved={(id) => id === currentId && everything()} />}
    </>
  );
}

/** In the address of a list that somebody wants to see whole although a view is meant for his role. */
const EVERYTHING = "all";

function Section({ label, views, onChoose }: { label: string; views: SavedView[]; onChoose: (view: SavedView) => void }) {
  if (views.length === 0) return null;
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {views.map((saved) => (
        <MenuItem key={saved.id} {...(saved.isPinned ? { icon: <Pin /> } : {})} onSelect={() => onChoose(saved)}>
          {saved.name}
        </MenuItem>
      ))}
    </>
  );
}

function ViewTab({ chosen, pinned = false, onClick, children }: { chosen: boolean; pinned?: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-current={chosen ? "page" : undefined}
      onClick={onClick}
      className={classes("flex h-7 max-w-40 shrink-0 items-center gap-1 rounded-control px-2", chosen ? "bg-hover font-medium text-text" : "text-text-2 hover:bg-hover")}
    >
      {pinned && <Pin aria-hidden className="size-3 shrink-0" />}
      <span className="truncate">{children}</span>
    </button>
  );
}
