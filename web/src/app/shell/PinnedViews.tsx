import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type RecordRow, useCatalog } from "@/metadata";
import type { Search } from "@/records/views/viewState";
import { http } from "@/shared/api";
import { classes, ObjectIcon } from "@/shared/ui";
import { Heading, ITEM, WORDS } from "./Sidebar";

const MOST = 30;

/** Lists that somebody wants at hand, one click away from every page. */
export function PinnedViews() {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const views = objects.saved_view;
  const { data } = useQuery({
    queryKey: ["records", "saved_view", "pinned"],
    enabled: views !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/saved_views", { query: { "filter[pinned][eq]": "true", sort: "position,name", limit: MOST, fields: "name,object,state" }, signal }),
    retry: false,
  });
  const pinned = (data?.data ?? []).flatMap((row) => {
    const object = objects[String(row.object)];
    return object ? [{ row, object }] : [];
  });
  if (pinned.length === 0) return null;
  return (
    <div className="flex flex-col gap-0.5">
      <Heading>{t("shell.pinned")}</Heading>
      {pinned.map(({ row, object }) => (
        <Link
          key={row.id}
          to="/objects/$plural"
          params={{ plural: object.plural }}
          search={{ ...asSearch(row.state), view: row.id }}
          activeOptions={{ includeSearch: true }}
          title={String(row.name)}
          className={ITEM}
        >
          <ObjectIcon name={object.icon} className="size-4 shrink-0 text-accent-text" />
          <span className={classes(WORDS, "truncate")}>{String(row.name)}</span>
        </Link>
      ))}
    </div>
  );
}

function asSearch(state: RecordRow["state"]): Search {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return {};
  return Object.fromEntries(Object.entries(state).filter(([, value]) => typeof value === "string")) as Search;
}
