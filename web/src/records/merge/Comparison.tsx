import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Value } from "@/fields";
import { isEmpty, type ObjectMeta, recordTitle, type RecordRow, useNaming } from "@/metadata";
import { classes } from "@/shared/ui";
import { differing, isUnited, type Picks, pickOf } from "./plan";

type ComparisonProps = { object: ObjectMeta; rows: RecordRow[]; survivor: string; picks: Picks; onSurvivor: (id: string) => void; onPick: (field: string, id: string) => void };

/** Records side by side, and of each value that differs which one stays. */
export function Comparison({ object, rows, survivor, picks, onSurvivor, onPick }: ComparisonProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const fields = differing(object, rows);
  return (
    <div className="overflow-x-auto" tabIndex={-1}>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 w-28 min-w-28 border-b border-line bg-panel p-2 font-medium text-text-3">
              {t("lists.merge.stays")}
            </th>
            {rows.map((row) => (
              <th key={row.id} scope="col" className="min-w-44 border-b border-line p-2 font-normal">
                <label className="flex cursor-pointer items-center gap-2">
                  <input type="radio" name={`survivor ${rows[0]?.id}`} checked={row.id === survivor} onChange={() => onSurvivor(row.id)} className="size-4 accent-accent" />
                  <span className="font-semibold break-words">{recordTitle(object, row, naming.language)}</span>
                </label>
                <span className="mt-0.5 block text-meta text-text-3">
                  {t("lists.merge.since", { day: String(row.created_at ?? "").slice(0, 10) })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const picked = pickOf(field, rows, survivor, picks);
            return (
              <tr key={field.name}>
                <th scope="row" className="sticky left-0 border-b border-line bg-panel p-2 align-top font-normal text-text-2">
                  {naming.field(field)}
                </th>
                {rows.map((row) => {
                  const isPicked = isUnited(field) || row.id === picked;
                  const value = <Value field={field} value={row[field.name]} place="cell" />;
                  return (
                    <td key={row.id} className="border-b border-line p-1 align-top">
                      {isUnited(field) ? (
                        <div className="p-1">{value}</div>
                      ) : (
                        <button
                          type="button"
                          aria-pressed={isPicked}
                          disabled={isEmpty(row[field.name]) && !isPicked}
                          onClick={() => onPick(field.name, row.id)}
                          className={classes("flex w-full items-start gap-1.5 rounded-control border p-1 text-left break-words", isPicked ? "border-accent bg-selected" : "border-transparent text-text-2 enabled:hover:bg-hover")}
                        >
                          <Check aria-hidden className={classes("mt-0.5 size-3.5 shrink-0 text-accent-text", !isPicked && "invisible")} />
                          <span className="min-w-0 flex-1">{value}</span>
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      {fields.length === 0 && <p className="p-2 text-text-2">{t("lists.merge.same")}</p>}
      {fields.some(isUnited) && <p className="p-2 text-meta text-text-3">{t("lists.merge.united")}</p>}
    </div>
  );
}
