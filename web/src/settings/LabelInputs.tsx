import { useTranslation } from "react-i18next";
import type { Labels } from "@/metadata";
import { LANGUAGE_NAMES, LANGUAGES, serverLanguage } from "@/shared/i18n";
import { Input, Labelled } from "@/shared/ui";

type LabelInputsProps = { title: string; labels: Labels; problem?: string | undefined; onChange: (labels: Labels) => void };

/** One name in each of the three languages. */
export function LabelInputs({ title, labels, problem, onChange }: LabelInputsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="pb-1 text-text-2">{title}</legend>
      {LANGUAGES.map((language) => {
        const key = serverLanguage(language);
        return (
          <Labelled key={language} label={<span lang={language}>{LANGUAGE_NAMES[language]}</span>}>
            {(wiring) => (
              <Input {...wiring} aria-label={t("settings.objects.labelIn", { title, language: LANGUAGE_NAMES[language] })} maxLength={60} value={labels[key] ?? ""} onChange={(event) => onChange({ ...labels, [key]: event.target.value })} />
            )}
          </Labelled>
        );
      })}
      {problem && <p className="text-meta text-danger sm:col-span-3">{problem}</p>}
    </fieldset>
  );
}

/** A language left blank takes the first name that was given, so that no screen shows a hole. */
export function completed(labels: Labels): Labels {
  const filled = Object.fromEntries(Object.entries(labels).filter(([, text]) => text.trim() !== "")) as Labels;
  const first = Object.values(filled)[0] ?? "";
  return { en: first, "zh-Hans": first, "zh-Hant": first, ...filled };
}

/** A machine name out of whatever was typed; hanzi have no letters to take, so a short stamp stands in. */
export function machineName(labels: Labels): string {
  const words = (labels.en ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 40);
  return `x_${words || Date.now().toString(36)}`;
}
