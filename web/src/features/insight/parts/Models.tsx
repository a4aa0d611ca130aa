import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import type { Insight } from "@/insight/insightQuery";
import { useCodeText } from "@/shared/i18n";

/** What the figures rest on, for those who want to know. */
export function Models({ insight }: { insight: Insight }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const models = Object.entries(insight.last?.models ?? {});
  if (models.length === 0) return null;
  return (
    <details className="pb-4">
      <summary className="text-text-2">{t("insight.models.title")}</summary>
      <dl className="flex flex-col gap-2 pt-2">
        {models.map(([name, model]) => (
          <div key={name} className="flex flex-wrap gap-x-4 gap-y-0.5">
            <dt className="w-40 font-medium">{code("insight.models.names", name)}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-4 text-text-2 tabular-nums">
              <span>{code("insight.models.why", model.why.code, model.why.params ?? {})}</span>
              {Object.entries({ ...model.params, ...(model.log_likelihood === null ? {} : { LL: model.log_likelihood }) })
                .filter(([, value]) => typeof value === "number" || typeof value === "string")
                .map(([key, value]) => (
                  <span key={key}>
                    {key} {typeof value === "number" ? formats.number(value) : String(value)}
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
