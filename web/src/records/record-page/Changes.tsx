import { ArrowRight, History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { type FieldMeta, fieldOf, type FieldValue, isEditable, type ObjectMeta, type RecordRow, sameValue, useFormats, useNaming, wireValue } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { Button, EmptyState, IconButton, ProblemState, SkeletonLines } from "@/shared/ui";
import { useUpdate } from "../rows";
import { useTitledValue } from "../rows/useTitles";
import { type Change, useChanges } from "./useChanges";

/** Who changed what, from which value to which; an earlier value can be brought back. */
export function Changes({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage } = useChanges(object, row.id);
  if (isPending) return <SkeletonLines count={6} />;
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  const changes = data.pages.flatMap((page) => page.data);
  if (changes.length === 0) return <EmptyState title={t("records.changes.empty")} />;
  return (
    <ol className="flex flex-col divide-y divide-line">
      {changes.map((change) => (
        <li key={change.seq} className="py-2">
          <p className="flex flex-wrap gap-x-1.5">
            <span className="font-medium">{change.actor?.title ?? t("records.changes.system")}</span>
            <span className="text-text-2">{code("records.changes.kinds", change.kind)}</span>
            <time dateTime={change.at} title={formats.dateTime(change.at)} className="text-meta text-text-3">
              {formats.relative(change.at)}
            </time>
          </p>
          <ChangedValues object={object} change={change} row={row} />
        </li>
      ))}
      {hasNextPage && (
        <li className="py-2">
          <Button look="quiet" onClick={() => void fetchNextPage()}>
            {t("records.timeline.earlier")}
          </Button>
        </li>
      )}
    </ol>
  );
}

/** Before and after, field by field; with the record at hand the earlier value can be restored. */
export function ChangedValues({ object, change, row }: { object: ObjectMeta; change: Change; row?: RecordRow }) {
  const { t } = useTranslation();
  const naming = useNaming();
  return (
    <dl className="mt-1 flex flex-col gap-1">
      {Object.entries(change.changes).map(([name, { before, after }]) => {
        const field = fieldOf(object, name);
        if (!field) return null;
        return (
          <div key={name} className="group/change flex min-h-6 flex-wrap items-center gap-x-2">
            <dt className="text-text-2">{naming.field(field)}</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-x-2">
              {change.kind !== "create" && (
                <>
                  <LoggedValue field={field} value={before} />
                  <ArrowRight aria-label={t("records.changes.became")} className="size-3.5 text-text-3" />
                </>
              )}
              <LoggedValue field={field} value={after} />
              {row && change.kind === "update" && <Restore object={object} field={field} row={row} value={before} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Restore({ object, field, row, value }: { object: ObjectMeta; field: FieldMeta; row: RecordRow; value: FieldValue }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const save = useUpdate(object);
  const titled = useTitledValue(field, value);
  const isPresent = sameValue(wireValue(field, row[field.name]), wireValue(field, value));
  if (row.deleted_at || isPresent || !isEditable(object, field) || (field.required && value === null)) return null;
  return (
    <IconButton
      label={t("records.changes.restore", { field: naming.field(field) })}
      className="size-6 opacity-0 group-hover/change:opacity-100 focus-visible:opacity-100 max-md:opacity-100"
      onClick={() => void save(row, field, titled)}
    >
      <History className="size-3.5" />
    </IconButton>
  );
}

function LoggedValue({ field, value }: { field: FieldMeta; value: FieldValue }) {
  return <Value field={field} value={useTitledValue(field, value)} />;
}
