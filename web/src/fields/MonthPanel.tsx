import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useFormats } from "@/metadata";
import { isDayOff, useWorkDays, workDayFrom } from "@/metadata/workDays";
import { addDays, today } from "@/shared/format";
import { addMonths, monthOf } from "@/shared/format/weeks";
import { useLanguage } from "@/shared/i18n";
import { Button, classes, IconButton } from "@/shared/ui";
import { dayAfterKey } from "./dayKeys";

type MonthPanelProps = { value: string; min?: string | undefined; onPick: (day: string) => void };

/** A month to pick a day from, with arrows, Page Up and Page Down; closed days are shaded and say why. */
export function MonthPanel({ value, min = "", onPick }: MonthPanelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const { company } = useCatalog();
  const work = useWorkDays();
  const now = today(company.time_zone);
  const [at, setAt] = useState(value || (min > now ? min : now));
  const grid = useRef<HTMLDivElement>(null);
  const steps = useRef<HTMLDivElement>(null);
  const stepped = useRef(false);
  const step = (months: number) => {
    stepped.current = true;
    setAt(addMonths(at, months));
  };
  // A dialog around it would take the focus back until the panel has a scope of its own, a frame later.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (!steps.current?.contains(document.activeElement) || !stepped.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [at]);
  const days = monthOf(at, company.week_start);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "narrow", timeZone: "UTC" });
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const move = (event: KeyboardEvent) => {
    const next = dayAfterKey(event.key, at, company.week_start);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
  };
  const business = work && workDayFrom(work, addDays(now, 1));
  return (
    <div className="flex w-66 flex-col gap-1">
      <div ref={steps} className="flex items-center gap-1">
        <h3 className="px-1 font-semibold tabular-nums" aria-live="polite">
          {formats.month(at)}
        </h3>
        <IconButton label={t("lists.calendar.before")} className="ml-auto" onClick={() => step(-1)}>
          <ChevronLeft className="size-4" />
        </IconButton>
        <IconButton label={t("lists.calendar.after")} onClick={() => step(1)}>
          <ChevronRight className="size-4" />
        </IconButton>
      </div>
      <div ref={grid} role="grid" tabIndex={-1} aria-label={formats.month(at)} onKeyDown={move} className="flex flex-col gap-0.5 text-center">
        <div role="row" className="grid grid-cols-7 text-meta text-text-3">
          {days.slice(0, 7).map((day) => (
            <span key={day} role="columnheader" aria-label={new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))}>
              {weekday.format(new Date(`${day}T00:00:00Z`))}
            </span>
          ))}
        </div>
        {weeks.map((week) => (
          <div key={week[0]} role="row" className="grid grid-cols-7 gap-0.5">
            {week.map((day) => {
              const off = work !== undefined && isDayOff(work, day);
              const holiday = work?.holidays.get(day);
              return (
                <button
                  key={day}
                  type="button"
                  role="gridcell"
                  aria-selected={day === value}
                  data-day={day}
                  data-off={off ? "" : undefined}
                  tabIndex={day === at ? 0 : -1}
                  disabled={day < min}
                  title={holiday}
                  aria-current={day === now ? "date" : undefined}
                  onClick={() => onPick(day)}
                  className={classes(
                    "h-8 w-full rounded-tag tabular-nums disabled:opacity-40 max-md:h-11",
                    day === value ? "bg-accent text-on-accent" : off ? "bg-hover text-text-2 hover:bg-selected" : "hover:bg-selected",
                    day.slice(0, 7) !== at.slice(0, 7) && day !== value && "text-text-3",
                    day === now && day !== value && "font-semibold text-accent-text",
                  )}
                >
                  <span aria-hidden>{Number(day.slice(8))}</span>
                  <span className="sr-only">{[formats.date(day), holiday ?? (off ? t("lists.day.off") : "")].filter(Boolean).join(", ")}</span>
                </button>
              );
            })}
          </div>
        ))}
      </div>
      <div className="flex flex-wrap gap-1 pt-1">
        <Button look="quiet" disabled={now < min} onClick={() => onPick(now)}>
          {t("lists.calendar.today")}
        </Button>
        {business && business >= min && (
          <Button look="quiet" onClick={() => onPick(business)}>
            {t("lists.day.business")} {formats.shortDate(business)}
          </Button>
        )}
      </div>
    </div>
  );
}
