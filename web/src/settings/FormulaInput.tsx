import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { type FieldType, type ObjectMeta, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Labelled, Select, TextArea } from "@/shared/ui";
import { RESULTS } from "./fieldDraft";

type Verdict = { ok: true; kind: string; reads: string[] } | { ok: false; position?: number; reason: string };

type FormulaInputProps = { object: ObjectMeta; formula: string; result: FieldType; onFormula: (formula: string) => void; onResult: (result: FieldType) => void };

/** A formula that says while it is typed whether it makes sense; the server judges, over the fields that its author may see. */
export function FormulaInput({ object, formula, result, onFormula, onResult }: FormulaInputProps) {
  const { t } = useTranslation();
  const code = useCodeText();
  const naming = useNaming();
  const asked = useDeferredValue(formula.trim());
  const { data: verdict } = useQuery({
    queryKey: ["formula", object.name, asked],
    enabled: asked !== "",
    queryFn: ({ signal }) => http.post<Verdict>("/definitions/formula", { object: object.name, formula: asked }, { signal }),
    retry: false,
  });
  const fields = object.fields.filter((field) => !field.system);
  return (
    <div className="flex flex-col gap-3">
      <Labelled label={t("settings.objects.formula")} hint={t("settings.objects.formulaHint")}>
        {(wiring) => <TextArea {...wiring} required spellCheck={false} value={formula} onChange={(event) => onFormula(event.target.value)} className="min-h-14 font-mono" />}
      </Labelled>
      {asked !== "" && verdict && (
        <p role="status" className={verdict.ok ? "flex items-start gap-1.5 text-good" : "flex items-start gap-1.5 text-danger"}>
          {verdict.ok ? <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" /> : <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
          <span className="min-w-0 break-words">
            {verdict.ok
              ? t("settings.objects.formulaGives", { kind: code("settings.types", verdict.kind) })
              : `${verdict.position ? `${t("settings.objects.formulaAt", { position: verdict.position })} ` : ""}${verdict.reason}`}
          </span>
        </p>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Labelled label={t("settings.objects.result")}>
          {(wiring) => (
            <Select {...wiring} value={result} onChange={(event) => onResult(RESULTS.find((candidate) => candidate === event.target.value) ?? "number")}>
              {RESULTS.map((candidate) => (
                <option key={candidate} value={candidate}>
                  {t(`settings.types.${candidate}`)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("settings.objects.insertField")}>
          {(wiring) => (
            <Select {...wiring} value="" onChange={(event) => onFormula(`${formula}${formula === "" || formula.endsWith(" ") ? "" : " "}${event.target.value}`)}>
              <option value="">—</option>
              {fields.map((field) => (
                <option key={field.name} value={field.name}>
                  {naming.field(field)} ({field.name})
                </option>
              ))}
            </Select>
          )}
        </Labelled>
      </div>
    </div>
  );
}
