import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { can, fieldOf, isEmpty, type ObjectMeta, recordTitle, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { IconButton, SkeletonLines } from "@/shared/ui";
import { askToCreate } from "../create/ask";

/** Already told by the page itself: in the timeline, under comments, or on a card of its own. */
const TOLD_ELSEWHERE = new Set(["comment", "follower", "attachment", "record_member", "notification", "value_history", "alert", "merge_run", "activity"]);

const SHOWN = 5;

export function RelatedLists({ object, row, without = [] }: { object: ObjectMeta; row: RecordRow; without?: string[] }) {
  const catalog = useCatalog();
  const seen = new Set<string>();
  const lists = object.children.filter(({ object: child, field }) => {
    const key = `${child}.${field}`;
    if (seen.has(key) || TOLD_ELSEWHERE.has(child) || without.includes(key)) return false;
    seen.add(key);
    return catalog.objects[child] !== undefined;
  });
  const doubled = (child: string) => child === object.name || lists.filter((list) => list.object === child).length > 1;
  return (
    <div className="flex flex-col gap-5">
      {lists.map(({ object: child, field }) => {
        const childObject = catalog.objects[child];
        if (!childObject) return null;
        return <RelatedList key={`${child}.${field}`} object={childObject} field={field} named={doubled(child) ? "by field" : "by object"} parent={{ object, row }} />;
      })}
    </div>
  );
}

type RelatedListProps = { object: ObjectMeta; field: string; named: "by object" | "by field"; parent: { object: ObjectMeta; row: RecordRow } };

function RelatedList({ object, field, named, parent }: RelatedListProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const fieldMeta = fieldOf(object, field);
  const fact = factOf(object, field);
  const query = {
    [`filter[${field}][eq]`]: parent.row.id,
    sort: `-${momentOf(object)}`,
    limit: SHOWN,
    count: "true",
    fields: [object.title, fact?.name].filter(Boolean).join(","),
    expand: [object.title, fact?.name].filter((name) => name && fieldOf(object, name)?.type === "reference").join(","),
  };
  const { data, isPending } = useQuery({
    queryKey: ["records", object.name, "related", query],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[]; total?: number }>(`/${object.plural}`, { query, signal }),
  });
  const total = data?.total ?? data?.data.length ?? 0;
  const title = named === "by field" && fieldMeta ? `${naming.many(object)} · ${naming.field(fieldMeta)}` : naming.many(object);
  const start = { [field]: { id: parent.row.id, object: parent.object.name, title: recordTitle(parent.object, parent.row, naming.language) } };
  if (!isPending && total === 0 && (named === "by field" || !can(object, "create"))) return null;
  return (
    <section className={total === 0 ? "order-1" : undefined}>
      <div className="flex h-7 items-center gap-2">
        <h2 className={total === 0 ? "min-w-0 truncate text-text-2" : "min-w-0 truncate font-semibold"}>{title}</h2>
        {total > 0 && <span className="text-text-3 tabular-nums">{total}</span>}
        {can(object, "create") && (
          <IconButton className="ml-auto" label={t("records.create", { object: naming.one(object) })} onClick={() => askToCreate(object.name, start, "stay")}>
            <Plus className="size-4" />
          </IconButton>
        )}
      </div>
      {isPending && <SkeletonLines count={2} />}
      <ul className="divide-y divide-line">
        {data?.data.map((row) => (
          <li key={row.id} className="flex min-h-8 items-center justify-between gap-3 py-1">
            <RecordLink reference={{ id: row.id, object: object.name, title: recordTitle(object, row, naming.language) }} className="min-w-0 truncate hover:underline" />
            {fact && !isEmpty(row[fact.name]) && (
              <span className="max-w-1/2 shrink-0 truncate text-text-2">
                <Value field={fact} value={row[fact.name]} place="cell" />
              </span>
            )}
          </li>
        ))}
      </ul>
      {total > SHOWN && (
        <Link to="/objects/$plural" params={{ plural: object.plural }} search={{ [`filter[${field}][eq]`]: parent.row.id }} className="inline-block py-1 text-accent-text hover:underline">
          {t("records.related.all", { count: total })}
        </Link>
      )}
    </section>
  );
}

/** The one thing worth saying about a related record beside its name. */
function factOf(object: ObjectMeta, without: string) {
  const wanted = [...object.columns].filter((name) => name !== object.title && name !== without);
  const fields = wanted.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  return fields.find((field) => field.type === "money" || field.result === "money") ?? fields.find((field) => field.type !== "reference") ?? fields[0];
}

/** The newest first: by the day that the record speaks of, or else by the day it was written. */
function momentOf(object: ObjectMeta): string {
  const fields = object.columns.map((name) => fieldOf(object, name));
  return fields.find((field) => (field?.type === "date" || field?.type === "date_time") && field.sortable !== false)?.name ?? "created_at";
}
