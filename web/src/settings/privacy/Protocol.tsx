import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import type { Entry } from "../history/HistoryEntry";

const KINDS = ["purge", "read"] as const;

/** What was done for whom, from the change log: names are gone from it, numbers and moments stay. */
export function Protocol() {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ["history", "subjects"],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(KINDS.map((kind) => http.get<{ data: Entry[] }>("/history", { query: { kind, limit: 100 }, signal })));
      return pages.flatMap((page) => page.data).toSorted((one, other) => other.seq - one.seq);
    },
  });
  const entries = (data ?? []).filter((entry) => entry.kind === "purge" || entry.cause.startsWith("told to its subject"));
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-5">
      <h2 className="text-title font-semibold">{t("upkeep.privacy.protocol")}</h2>
      {entries.length === 0 && <p className="text-text-3">{t("upkeep.privacy.nothing")}</p>}
      <ol className="flex flex-col">
        {entries.map((entry) => (
          <li key={entry.seq} className="flex flex-wrap gap-x-3 border-b border-line py-1.5">
            <time dateTime={entry.at} className="w-36 text-text-3">
              {formats.dateTime(entry.at)}
            </time>
            <span>{entry.actor?.title ?? t("upkeep.history.program")}</span>
            <span className="text-text-2">{code("upkeep.privacy.kinds", entry.kind)}</span>
            <code className="text-meta text-text-3">{entry.record?.id}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
