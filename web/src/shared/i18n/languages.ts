export const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The names that the server uses for the same three languages. */
export type ServerLanguage = "zh-Hans" | "zh-Hant" | "en";

export const LANGUAGE_NAMES: Record<Language, string> = {
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  en: "English",
};

export function serverLanguage(language: Language): ServerLanguage {
  switch (language) {
    case "zh-CN":
      return "zh-Hans";
    case "zh-TW":
      return "zh-Hant";
    case "en":
      return "en";
    default:
      return unreachable(language);
  }
}

export function clientLanguage(language: string): Language {
  const wanted = language.toLowerCase();
  if (!wanted.startsWith("zh")) return "en";
  return /hant|tw|hk|mo/.test(wanted) ? "zh-TW" : "zh-CN";
}

export function unreachable(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}
