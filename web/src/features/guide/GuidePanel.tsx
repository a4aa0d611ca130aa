import { useQuery } from "@tanstack/react-query";
import { Compass, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { Button, classes, IconButton, ProblemState, Select, SkeletonLines } from "@/shared/ui";
import { type ChapterName, CHAPTERS, chapterNamed, chapterOf, chapterText, pictureUrl } from "./chapters";
import { type Block, type Inline, parse } from "./markdown";
import { startTour } from "./tour";

type GuidePanelProps = { path: string; onClose: () => void };

/** The chapter of the page that is open, beside it; the page stays as it is. */
export function GuidePanel({ path, onClose }: GuidePanelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chapter, setChapter] = useState<ChapterName>(() => chapterOf(path));
  const panel = useRef<HTMLElement>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["guide", chapter, language], queryFn: () => chapterText(chapter, language), staleTime: Infinity });
  useEffect(() => panel.current?.focus(), []);
  const follow = (next: ChapterName) => {
    setChapter(next);
    panel.current?.focus();
  };
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t("guide.title")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
      className="fixed inset-0 z-30 flex flex-col border-l border-line bg-panel outline-none md:left-auto md:w-110 md:shadow-float"
    >
      <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
        <Select aria-label={t("guide.chapter")} value={chapter} onChange={(event) => setChapter(chapterNamed(event.target.value) ?? chapter)}>
          {CHAPTERS.map(({ name }) => (
            <option key={name} value={name}>
              {t(`guide.chapters.${name}`)}
            </option>
          ))}
        </Select>
        <IconButton label={t("general.close")} onClick={onClose}>
          <X className="size-4" />
        </IconButton>
      </div>
      <div key={chapter} className="min-h-0 flex-1 overflow-auto px-4 py-3" tabIndex={-1}>
        {language === "zh-TW" && <p className="mb-3 rounded-control bg-hover px-3 py-2 text-text-2">{t("guide.simplified")}</p>}
        {error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonLines count={10} />}
        {data && (
          <article lang={language === "en" ? "en" : "zh-CN"} className="flex flex-col gap-3 pb-6">
            {parse(data).map((block, place) => (
              <BlockView key={place} block={block} onChapter={follow} />
            ))}
          </article>
        )}
      </div>
      <div className="border-t border-line p-2">
        <Button
          look="quiet"
          onClick={() => {
            onClose();
            startTour();
          }}
        >
          <Compass aria-hidden className="size-4" />
          {t("guide.tour.start")}
        </Button>
      </div>
    </aside>
  );
}

type OnChapter = (chapter: ChapterName) => void;

function BlockView({ block, onChapter }: { block: Block; onChapter: OnChapter }) {
  const words = (content: Inline[]) => content.map((part, place) => <InlineView key={place} part={part} onChapter={onChapter} />);
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? <h2 className="text-record font-semibold">{words(block.content)}</h2> : <h3 className="pt-2 text-title font-semibold">{words(block.content)}</h3>;
    case "paragraph":
      return <p>{words(block.content)}</p>;
    case "picture":
      return <PictureView alt={block.alt} file={block.file} />;
    case "list": {
      const List = block.ordered === "yes" ? "ol" : "ul";
      return (
        <List className={classes("flex flex-col gap-1 pl-5", block.ordered === "yes" ? "list-decimal" : "list-disc")}>
          {block.items.map((item, place) => (
            <li key={place}>{words(item)}</li>
          ))}
        </List>
      );
    }
    case "table":
      return (
        <div className="overflow-x-auto" tabIndex={-1}>
          <table className="w-full border-collapse">
            <thead>
              <tr>
                {block.heads.map((head, place) => (
                  <th key={place} scope="col" className="border-b border-line py-1 pr-3 text-left font-medium whitespace-nowrap">
                    {words(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, line) => (
                <tr key={line} className="border-b border-line align-top">
                  {row.map((cell, place) => (
                    <td key={place} className="min-w-24 py-1.5 pr-3">
                      {words(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case "code":
      return <pre className="overflow-x-auto rounded-control bg-hover p-2 text-meta">{block.text}</pre>;
    default:
      return block satisfies never;
  }
}

function InlineView({ part, onChapter }: { part: Inline; onChapter: OnChapter }) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "strong":
      return <strong className="font-semibold">{part.text}</strong>;
    case "emphasis":
      return <em className="font-medium not-italic">{part.text}</em>;
    case "code":
      return <code className="rounded-tag bg-hover px-1 text-[0.92em]">{part.text}</code>;
    case "link": {
      const chapter = chapterNamed(part.to.replace(/\.md.*$/, ""));
      if (!chapter) return part.text;
      return (
        <button type="button" className="text-accent-text underline underline-offset-2" onClick={() => onChapter(chapter)}>
          {part.text}
        </button>
      );
    }
    default:
      return part satisfies never;
  }
}

function PictureView({ alt, file }: { alt: string; file: string }) {
  const { t } = useTranslation();
  const url = pictureUrl(file);
  if (!url) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer" title={t("guide.enlarge")} className="self-start">
      <img src={url} alt={alt} className="max-h-120 rounded-card border border-line" />
    </a>
  );
}
