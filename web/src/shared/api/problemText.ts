import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useCodeText } from "@/shared/i18n";
import { type FieldProblem, Problem } from "./problem";

/** Words for a refusal: the field errors first, because they say what to do. */
export function useProblemText(): (error: unknown) => string {
  const code = useCodeText();
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof Problem)) return t("errors.internal");
      const first = error.fields[0];
      if (first && (error.code === "invalid" || error.code === "refused")) {
        return code("errors.field", first.code, first.params ?? {}, error.message);
      }
      const text = code("errors", error.code, error.params, error.message);
      return error.code === "internal" && error.traceId ? `${text} (${error.traceId})` : text;
    },
    [code, t],
  );
}

export function useFieldProblemText(): (problem: FieldProblem) => string {
  const code = useCodeText();
  return (problem) => code("errors.field", problem.code, problem.params ?? {});
}

export function problemOfField(error: unknown, field: string): FieldProblem | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.fields.find((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
}
