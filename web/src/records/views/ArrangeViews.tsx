import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Pin, PinOff, Trash2, UserCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { can, type RecordRow, useCatalog } from "@/metadata";
import { http } from "@/shared/api";
import { Checkbox, classes, Dialog, IconButton, Input, Popover, Select } from "@/shared/ui";
import { moved, type SavedView, VISIBILITIES } from "./savedViews";

type Sections = { mine: SavedView[]; team: SavedView[]; all: SavedView[] };

type ArrangeViewsProps = { sections: Sections; attempt: (run: () => Promise<unknown>) => Promise<void>; onClose: () => void; onRemoved: (id: string) => void };

/** Names, order, who sees them, what is pinned, and to whom a view comes up first. */
export function ArrangeViews({ sections, attempt, onClose, onRemoved }: ArrangeViewsProps) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const mayGive = can(objects.role, "update");
  const { data: roles } = useQuery({
    queryKey: ["records", "role", "names"],
    enabled: mayGive,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/roles", { query: { fields: "name", sort: "name", limit: 200 }, signal }),
  });
  const patch = (view: SavedView, change: object) => void attempt(() => http.patch(`/saved_views/${view.id}`, change, { version: view.version }));
  const remove = (view: SavedView) =>
    void attempt(async () => {
      await http.delete(`/saved_views/${view.id}`, { version: view.version });
      onRemoved(view.id);
    });
  const row = (view: SavedView, neighbours: SavedView[]) => {
    const place = neighbours.indexOf(view);
    const shift = (step: 1 | -1) => void attempt(() => http.post("/saved_views/bulk", { update: moved(neighbours, view.id, step) }));
    const mayChange = view.isMine || mayGive;
    return (
      <li key={view.id} className="flex min-h-9 items-center gap-1">
        <Input
          aria-label={t("records.views.name")}
          defaultValue={view.name}
          maxLength={80}
          readOnly={!mayChange}
          onBlur={(event) => {
            const name = event.target.value.trim();
            if (name !== "" && name !== view.name) patch(view, { name });
          }}
        />
        <Select aria-label={t("records.views.visibility")} className="w-28 shrink-0" value={view.visibility} disabled={!mayChange} onChange={(event) => patch(view, { visibility: event.target.value })}>
          {VISIBILITIES.map((word) => (
            <option key={word} value={word}>
              {t(`records.views.visibilities.${word}`)}
            </option>
          ))}
        </Select>
        {mayGive && (
          <Popover
            label={t("lists.views.defaultFor")}
            align="end"
            trigger={
              <IconButton label={t("lists.views.defaultFor")} className={classes(view.defaultFor.length > 0 && "text-accent-text")}>
                <UserCheck className="size-3.5" />
              </IconButton>
            }
          >
            <fieldset className="flex w-56 flex-col gap-2">
              <legend className="mb-1 text-meta text-text-3">{t("lists.views.defaultFor")}</legend>
              {roles?.data.map((role) => (
                <label key={role.id} className="flex items-center gap-2">
                  <Checkbox
                    checked={view.defaultFor.includes(role.id)}
                    onChange={(event) => patch(view, { visibility: "all", default_for: event.target.checked ? [...view.defaultFor, role.id] : view.defaultFor.filter((id) => id !== role.id) })}
                  />
                  {String(role.name)}
                </label>
              ))}
            </fieldset>
          </Popover>
        )}
        <IconButton label={view.isPinned ? t("lists.views.unpin") : t("lists.views.pin")} aria-pressed={view.isPinned} disabled={!mayChange} onClick={() => patch(view, { pinned: !view.isPinned })}>
          {view.isPinned ? <PinOff className="size-3.5" /> : <Pin className="size-3.5" />}
        </IconButton>
        <IconButton label={t("records.columnUp", { column: view.name })} disabled={!mayChange || place === 0} onClick={() => shift(-1)}>
          <ArrowUp className="size-3.5" />
        </IconButton>
        <IconButton label={t("records.columnDown", { column: view.name })} disabled={!mayChange || place === neighbours.length - 1} onClick={() => shift(1)}>
          <ArrowDown className="size-3.5" />
        </IconButton>
        <IconButton label={t("records.views.delete", { name: view.name })} disabled={!mayChange} className="hover:text-danger" onClick={() => remove(view)}>
          <Trash2 className="size-3.5" />
        </IconButton>
      </li>
    );
  };
  return (
    <Dialog title={t("lists.views.arrange")} width="wide" onClose={onClose}>
      <div className="flex flex-col gap-4">
        {(["mine", "team", "all"] as const).map(
          (name) =>
            sections[name].length > 0 && (
              <section key={name} aria-label={t(`lists.views.${name}`)}>
                <h3 className="mb-1 text-meta text-text-3">{t(`lists.views.${name}`)}</h3>
                <ul className="flex flex-col gap-1">{sections[name].map((view) => row(view, sections[name]))}</ul>
              </section>
            ),
        )}
      </div>
    </Dialog>
  );
}
