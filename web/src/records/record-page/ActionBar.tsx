import { CircleCheckBig, PenLine, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type RecordRow } from "@/metadata";
import { askToCompose, type Kind } from "./timeline/compose";

/** Under the thumb: call, write down, plan. */
export function ActionBar({ row, onWrite }: { row: RecordRow; onWrite: () => void }) {
  const { t } = useTranslation();
  const phone = typeof row.phone === "string" && !row.phone.includes("*") ? row.phone : null;
  const write = (kind: Kind) => {
    onWrite();
    // The composer is drawn with the tab that was just opened.
    setTimeout(() => askToCompose({ about: row.id, kind }), 50);
  };
  const look = "flex h-11 flex-1 items-center justify-center gap-1.5 font-medium text-accent-text";
  return (
    <div role="toolbar" aria-label={t("records.actionBar.label")} className="flex shrink-0 divide-x divide-line border-t border-line bg-panel print:hidden">
      {phone ? (
        <a href={`tel:${phone}`} className={look} onClick={() => write("call")}>
          <Phone aria-hidden className="size-4" />
          {t("records.actionBar.call")}
        </a>
      ) : (
        <button type="button" className={look} onClick={() => write("call")}>
          <Phone aria-hidden className="size-4" />
          {t("records.actionBar.call")}
        </button>
      )}
      <button type="button" className={look} onClick={() => write("visit")}>
        <PenLine aria-hidden className="size-4" />
        {t("records.actionBar.log")}
      </button>
      <button type="button" className={look} onClick={() => write("task")}>
        <CircleCheckBig aria-hidden className="size-4" />
        {t("records.actionBar.task")}
      </button>
    </div>
  );
}
