import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, Ellipsis, GitMerge, LayoutTemplate, Link2, Printer, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { can, type ObjectMeta, recordTitle, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { usePageKeys } from "@/shared/keys";
import { IconButton, Menu, MenuItem, MenuLine, ObjectIcon, toast } from "@/shared/ui";
import { useRemove } from "../rows";
import { ActionButtons } from "./ActionButtons";
import { Followers } from "./Followers";
import { useNeighbours } from "./neighbours";
import { Others } from "./Presence";
import { StagePath } from "./StagePath";

type RecordHeaderProps = { object: ObjectMeta; id: string; row: RecordRow | undefined; onArrange: (() => void) | null; onMerge: (() => void) | null };

export function RecordHeader({ object, id, row, onArrange, onMerge }: RecordHeaderProps) {
  const naming = useNaming();
  return (
    <header className="flex min-h-11 shrink-0 max-md:min-h-14 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-panel px-4 py-1.5 print:border-0">
      <div className="flex min-w-0 flex-1 basis-52 items-center gap-2">
        <Link to="/objects/$plural" params={{ plural: object.plural }} aria-label={naming.many(object)} className="flex shrink-0 items-center gap-1.5 text-text-2 hover:text-text">
          <ObjectIcon name={object.icon} />
          <span className="hidden sm:inline">{naming.many(object)}</span>
        </Link>
        <span aria-hidden className="text-text-3">
          /
        </span>
        <h1 className="min-w-0 truncate text-title font-semibold">{row ? recordTitle(object, row, naming.language) : "…"}</h1>
        <Others />
      </div>
      {row && (
        <>
          <div className="hidden min-w-0 md:block">
            <StagePath object={object} row={row} />
          </div>
          <div className="flex shrink-0 items-center gap-1.5 print:hidden">
            <ActionButtons object={object} row={row} />
            <Followers row={row} />
            <Walk object={object} id={id} />
            <MoreMenu object={object} row={row} onArrange={onArrange} onMerge={onMerge} />
          </div>
        </>
      )}
    </header>
  );
}

/** To the record before and after in the list that one came from; J and K do the same. */
function Walk({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { previous, next } = useNeighbours(object, id);
  const go = (to: string | null) => {
    if (!to) return "not used" as const;
    void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id: to } });
    return "used" as const;
  };
  usePageKeys((key) => (key === "j" ? go(next) : key === "k" ? go(previous) : "not used"));
  if (!previous && !next) return null;
  return (
    <span className="flex items-center max-md:hidden">
      <IconButton label={t("records.previous")} title={`${t("records.previous")} (K)`} disabled={!previous} onClick={() => go(previous)}>
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label={t("records.next")} title={`${t("records.next")} (J)`} disabled={!next} onClick={() => go(next)}>
        <ChevronDown className="size-4" />
      </IconButton>
    </span>
  );
}

function MoreMenu({ object, row, onArrange, onMerge }: { object: ObjectMeta; row: RecordRow; onArrange: (() => void) | null; onMerge: (() => void) | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useRemove(object);
  const layout = useCatalog().objects.layout;
  return (
    <Menu
      trigger={
        <IconButton label={t("records.more")}>
          <Ellipsis className="size-4" />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Link2 />}
        onSelect={() => {
          void navigator.clipboard?.writeText(window.location.href);
          toast(t("records.linkCopied"));
        }}
      >
        {t("records.copyLink")}
      </MenuItem>
      <MenuItem icon={<Printer />} onSelect={() => window.print()}>
        {t("records.print")}
      </MenuItem>
      {onMerge && (
        <MenuItem icon={<GitMerge />} onSelect={onMerge}>
          {t("records.merge.find")}
        </MenuItem>
      )}
      {onArrange && can(layout, "create") && (
        <MenuItem icon={<LayoutTemplate />} onSelect={onArrange}>
          {t("records.layout.edit")}
        </MenuItem>
      )}
      {can(object, "delete") && !row.deleted_at && (
        <>
          <MenuLine />
          <MenuItem
            tone="danger"
            icon={<Trash2 />}
            onSelect={() =>
              void remove(row).then((gone) => {
                if (gone) void navigate({ to: "/objects/$plural", params: { plural: object.plural } });
              })
            }
          >
            {t("general.delete")}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
