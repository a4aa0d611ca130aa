import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog, useFormats, useNaming } from "@/metadata";
import { useCodeText } from "@/shared/i18n";
import { Button } from "@/shared/ui";

type Named = { id: string; title: string | null };

export type Entry = {
  seq: number;
  at: string;
  kind: string;
  object: string;
  record: Named | null;
  count: number;
  actor: Named | null;
  cause: string;
  changes: Record<string, { before: unknown; after: unknown }>;
};

export function HistoryEntry({ entry, onRecord }: { entry: Entry; onRecord: (record: string) => void }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const naming = useNaming();
  const formats = useFormats();
  const { objects } = useCatalog();
  const object = objects[entry.object];
  const name = object ? naming.one(object) : code("upkeep.history.own", entry.object);
  const changes = Object.entries(entry.changes);
  return (
    <li className="border-b border-line py-2">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5">
          <time dateTime={entry.at} className="w-36 shrink-0 text-text-3 tabular-nums">
            {formats.dateTime(entry.at)}
          </time>
          <span className="font-medium">{entry.actor?.title ?? t("upkeep.history.program")}</span>
          <span className="text-text-2">{code("upkeep.history.kinds", entry.kind)}</span>
          <span>
            {name} {entry.record ? (entry.record.title ?? entry.record.id) : t("upkeep.history.many", { count: entry.count, number: formats.number(entry.count) })}
          </span>
          {changes.length > 0 && <span className="text-text-3">{formats.list(changes.slice(0, 4).map(([field]) => fieldName(field)))}</span>}
        </summary>
        <div className="flex flex-col gap-2 py-2 pl-4">
          {changes.length > 0 && (
            <table className="w-full text-left">
              <thead className="text-text-3">
                <tr>
                  <th className="w-1/5 py-1 pr-3 font-normal">{t("upkeep.history.field")}</th>
                  <th className="w-2/5 py-1 pr-3 font-normal">{t("upkeep.history.before")}</th>
                  <th className="w-2/5 py-1 font-normal">{t("upkeep.history.after")}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(([field, { before, after }]) => (
                  <tr key={field} className="border-t border-line align-top">
                    <td className="py-1 pr-3">{fieldName(field)}</td>
                    <td className="py-1 pr-3 break-words text-text-2">{written(before)}</td>
                    <td className="py-1 break-words">{written(after)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className="flex flex-wrap items-center gap-3 text-meta text-text-3">
            <span>
              {t("upkeep.history.number")} {entry.seq}
            </span>
            {entry.cause && (
              <span>
                {t("upkeep.history.cause")} {entry.cause}
              </span>
            )}
            {entry.record && (
              <Button look="quiet" onClick={() => entry.record && onRecord(entry.record.id)}>
                {t("upkeep.history.onlyThis")}
              </Button>
            )}
            {entry.record && object && entry.kind !== "purge" && (
              <Link className="text-accent-text hover:underline" to="/objects/$plural/$id" params={{ plural: object.plural, id: entry.record.id }}>
                {t("upkeep.history.open")}
              </Link>
            )}
          </p>
        </div>
      </details>
    </li>
  );

  function fieldName(field: string): string {
    const meta = object && fieldOf(object, field);
    return meta ? naming.field(meta) : field;
  }
}

/** Values as the log keeps them: texts as they are, everything else as it is written in the API. */
function written(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
