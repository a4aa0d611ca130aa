import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useNaming } from "@/metadata";
import { ObjectList } from "@/records/ListPage";
import { useCodeText } from "@/shared/i18n";
import { classes, EmptyState, ObjectIcon } from "@/shared/ui";
import { type Section, sections } from "./sections";

const TAB = "flex h-8 shrink-0 items-center gap-2 rounded-control px-2.5 whitespace-nowrap text-text-2 hover:bg-hover hover:text-text max-md:h-11 [&>svg]:shrink-0";

/** A shell of its own: what the company is, who is in it, who may do what, and what it knows. */
export function SettingsPage() {
  const { section } = useParams({ strict: false });
  const { t } = useTranslation();
  const code = useCodeText();
  const groups = sections(useCatalog());
  const title = useSectionTitle();
  const all = groups.flatMap((group) => group.sections);
  const shown = all.find((candidate) => candidate.name === (section ?? "company"));
  const strip = useRef<HTMLElement>(null);
  // On a phone the pages stand in one strip; the open one must be seen in it.
  useEffect(() => {
    const open = strip.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (open && strip.current) strip.current.scrollLeft = open.offsetLeft - strip.current.offsetLeft - (strip.current.clientWidth - open.clientWidth) / 2;
  }, [section]);
  return (
    <div className="flex h-full min-h-0 flex-col md:flex-row">
      <nav ref={strip} aria-label={t("settings.title")} className="flex shrink-0 gap-0.5 overflow-x-auto border-b border-line p-2 md:w-50 md:flex-col md:overflow-y-auto md:border-r md:border-b-0">
        <p className="hidden px-2.5 py-1.5 font-semibold md:block">{t("settings.title")}</p>
        {groups.map(({ group, sections: listed }) => (
          <div key={group} className="flex gap-0.5 md:flex-col md:pb-2">
            <p className="hidden px-2.5 pt-1.5 pb-0.5 text-meta text-text-3 md:block">{code("settings.groupsOfPages", group)}</p>
            {listed.map((candidate) => (
              <Link
                key={candidate.name}
                to="/settings/$section"
                params={{ section: candidate.name }}
                activeOptions={{ includeSearch: false }}
                aria-current={candidate === shown ? "page" : undefined}
                className={classes(TAB, candidate === shown && "bg-hover font-medium text-text")}
              >
                <ObjectIcon name={candidate.icon} />
                <span className="truncate">{title(candidate)}</span>
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-auto" tabIndex={-1}>
        <Suspense>{shown ? <Shown section={shown} /> : <EmptyState heading="h1" title={t("errors.not_found")} />}</Suspense>
      </div>
    </div>
  );
}

function Shown({ section }: { section: Section }) {
  if (typeof section.title !== "string") return <ObjectList key={section.name} object={section.title} />;
  const Page = section.page;
  return Page && <Page />;
}

export function useSectionTitle(): (section: Section) => string {
  const code = useCodeText();
  const naming = useNaming();
  return (section) => (typeof section.title === "string" ? code("settings.sections", section.title) : naming.many(section.title));
}
