import type { Language } from "@/shared/i18n";

/** Chapters in reading order, and the pages that each explains. */
export const CHAPTERS = [
  { name: "getting-started", paths: [] },
  { name: "today", paths: [/^\/$/] },
  { name: "lists", paths: [/^\/objects\/[^/]+$/] },
  { name: "record-page", paths: [/^\/objects\/[^/]+\/[^/]+$/] },
  { name: "import", paths: [/^\/imports/] },
  { name: "insight", paths: [/^\/insight/] },
  { name: "who-matters", paths: [] },
  { name: "rights", paths: [/^\/settings\/(access|users|teams)/] },
  { name: "upkeep", paths: [/^\/settings/] },
  { name: "keyboard", paths: [] },
  { name: "programs", paths: [/^\/account/] },
  { name: "models", paths: [] },
] as const satisfies readonly { name: string; paths: readonly RegExp[] }[];

export type ChapterName = (typeof CHAPTERS)[number]["name"];

type GuideLanguage = "en" | "zh-CN";

const texts = import.meta.glob<string>("../../../../docs/guide/*/*.md", { query: "?raw", import: "default" });
const pictures = import.meta.glob<string>("../../../../docs/guide/pictures/*.webp", { query: "?url", import: "default", eager: true });

export function chapterOf(path: string): ChapterName {
  return CHAPTERS.find((chapter) => chapter.paths.some((pattern) => pattern.test(path)))?.name ?? "getting-started";
}

export function chapterNamed(name: string): ChapterName | undefined {
  return CHAPTERS.find((chapter) => chapter.name === name)?.name;
}

/** The guide is written in English and simplified Chinese; who reads traditional Chinese gets the latter, and is told. */
export function guideLanguage(language: Language): GuideLanguage {
  return language === "en" ? "en" : "zh-CN";
}

export async function chapterText(name: ChapterName, language: Language): Promise<string> {
  const load = texts[`../../../../docs/guide/${guideLanguage(language)}/${name}.md`];
  if (!load) throw new Error(`there is no chapter ${name}`);
  return load();
}

/** Where the client fetches a picture that a chapter names. */
export function pictureUrl(file: string): string | undefined {
  return pictures[`../../../../docs/guide/pictures/${file}`];
}

/** The pictures that lie beside the chapters. */
export function pictureFiles(): string[] {
  return Object.keys(pictures).map((path) => path.split("/").at(-1) ?? path);
}
