import i18next, { type TFunction } from "i18next";
import { useSyncExternalStore } from "react";
import { initReactI18next } from "react-i18next";
import { type Language, LANGUAGES } from "./languages";
import type { messages as english } from "./locales/en";

export * from "./languages";

export type Messages = typeof english;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Messages };
  }
}

type Bundle = () => Promise<{ messages: object }>;

/** What the first page needs, and what only some pages need. */
const bundles: Record<Language, { first: Bundle; later: Bundle }> = {
  "zh-CN": { first: () => import("./locales/zh-CN/first"), later: () => import("./locales/zh-CN/later") },
  "zh-TW": { first: () => import("./locales/zh-TW/first"), later: () => import("./locales/zh-TW/later") },
  en: { first: () => import("./locales/en/first"), later: () => import("./locales/en/later") },
};

const IDLE_MS = 1500;
const later = new Map<Language, Promise<void>>();
let started: Promise<void> = Promise.resolve();

export function startTranslations(): Promise<void> {
  started = start();
  return started;
}

async function start(): Promise<void> {
  const language = asLanguage(document.documentElement.lang);
  const { messages } = await bundles[language].first();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: messages } },
  });
  // Not before the first page stands; a page that needs them earlier asks for them.
  setTimeout(() => void fetchTexts(currentLanguage()).catch(() => undefined), IDLE_MS);
}

/** A page that is loaded when it is needed comes together with its words. */
export async function withTexts<T>(page: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([page, fetchTexts(currentLanguage())]);
  return loaded;
}

export async function switchLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const { messages } = await bundles[language].first();
    i18next.addResourceBundle(language, "translation", messages);
  }
  await fetchTexts(language);
  localStorage.setItem("guanxi.language", language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** The words of all other pages. What could not be had is asked for again. */
function fetchTexts(language: Language): Promise<void> {
  const known = later.get(language);
  if (known) return known;
  const coming = Promise.all([bundles[language].later(), started]).then(([{ messages }]) => {
    i18next.addResourceBundle(language, "translation", messages, true);
  });
  later.set(language, coming);
  coming.catch(() => later.delete(language));
  return coming;
}

export function currentLanguage(): Language {
  return asLanguage(i18next.language ?? document.documentElement.lang);
}

export function hasChosenLanguage(): boolean {
  return localStorage.getItem("guanxi.language") !== null;
}

/** Asked for by every value on a page, so it costs less than `useTranslation`. */
export function useLanguage(): Language {
  return useSyncExternalStore(whenLanguageChanges, currentLanguage);
}

/** `useTranslation` for parts of which a page has dozens. The function is always the same one: nothing may be remembered by it. */
export function useText(): TFunction {
  useLanguage();
  return i18next.t;
}

function whenLanguageChanges(listener: () => void): () => void {
  i18next.on("languageChanged", listener);
  return () => i18next.off("languageChanged", listener);
}

/** Codes come from the server, so their keys cannot be checked while compiling; unknown ones fall back. */
export function useCodeText(): (prefix: string, code: string, params?: Record<string, unknown>, fallback?: string) => string {
  useLanguage();
  const translate = i18next.t as (key: string, options: Record<string, unknown>) => string;
  return (prefix, code, params = {}, fallback = code) => translate(`${prefix}.${code}`, { ...params, defaultValue: fallback });
}

function asLanguage(text: string): Language {
  return LANGUAGES.find((language) => language === text) ?? "en";
}
