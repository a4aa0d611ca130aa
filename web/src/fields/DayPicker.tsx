import { CalendarDays } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { Input, Popover } from "@/shared/ui";
import { MonthPanel } from "./MonthPanel";

export type DayPickerProps = Omit<ComponentProps<"input">, "type" | "value" | "onChange"> & { value: string; min?: string; required?: boolean; onDay: (day: string) => void; onPick?: (day: string) => void };

/** A day, typed or picked from a month that begins its weeks as the company does and shows when it is closed. */
export function DayPicker({ value, onDay, onPick = onDay, className, ...rest }: DayPickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <span className="relative flex min-w-0">
      <Input {...rest} type="date" value={value} onChange={(event) => onDay(event.target.value)} className={`day-input ${className ?? ""}`} />
      <Popover
        label={t("lists.day.pick")}
        open={open}
        onOpenChange={setOpen}
        align="end"
        trigger={
          <button type="button" aria-label={t("lists.day.pick")} className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-tag bg-panel text-text-3 hover:bg-hover hover:text-text">
            <CalendarDays aria-hidden className="size-4" />
          </button>
        }
      >
        <MonthPanel
          value={value}
          min={rest.min}
          onPick={(day) => {
            setOpen(false);
            onPick(day);
          }}
        />
      </Popover>
    </span>
  );
}
