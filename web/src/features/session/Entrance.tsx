import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES, switchLanguage, useLanguage } from "@/shared/i18n";

/** The quiet page before one is in: a mark, a form, and the language. */
export function Entrance({ title, hint, logo, children }: { title: ReactNode; hint?: ReactNode; logo?: string | null; children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <main className="flex h-full flex-col overflow-auto px-4 py-8">
      <div className="m-auto w-full max-w-92">
        <img src={logo ?? "/icon.svg"} alt="" className="mb-5 h-10 max-w-60 object-contain object-left" />
        <h1 className="text-kpi font-semibold">{title}</h1>
        {hint && <p className="pt-1 text-text-2">{hint}</p>}
        <div className="pt-6">{children}</div>
        <nav aria-label={t("shell.language")} className="flex flex-wrap gap-4 pt-8">
          {LANGUAGES.map((value) => (
            <button
              key={value}
              type="button"
              lang={value}
              aria-pressed={value === language}
              onClick={() => void switchLanguage(value)}
              className={value === language ? "font-medium text-text" : "text-text-3 hover:text-text"}
            >
              {LANGUAGE_NAMES[value]}
            </button>
          ))}
        </nav>
      </div>
    </main>
  );
}
