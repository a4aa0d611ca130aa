import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { useCatalog, useFormats } from "@/metadata";
import { useWorkDays } from "@/metadata/workDays";
import { addDays, today } from "@/shared/format";
import { Button, Dialog, Labelled } from "@/shared/ui";
import { snoozeChoices } from "@/metadata/snoozing";

/** Until when it may rest: the usual answers and any day. */
export function SnoozeDialog({ onSnooze, onClose }: { onSnooze: (until: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { company } = useCatalog();
  const work = useWorkDays();
  const now = today(company.time_zone);
  const tomorrow = addDays(now, 1);
  const [day, setDay] = useState(addDays(now, 14));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day > now) onSnooze(day);
  };
  return (
    <Dialog title={t("today.snoozeTitle")} width="narrow" onClose={onClose}>
      <div className="flex flex-col gap-2">
        {snoozeChoices(now, company.week_start, work).map(({ name, until, off }) => (
          <Button key={name} size="form" className="justify-between" data-first onClick={() => onSnooze(until)}>
            <span>{t(`today.snoozeChoices.${name}`)}</span>
            <span className="text-text-3">{off ? `${formats.shortDate(until)} · ${t("lists.day.off")}` : formats.shortDate(until)}</span>
          </Button>
        ))}
        <form className="flex items-end gap-2 pt-2" onSubmit={submit}>
          <div className="min-w-0 flex-1">
            <Labelled label={t("today.snoozeDay")}>{(wiring) => <DayInput {...wiring} min={tomorrow} value={day} onDay={setDay} />}</Labelled>
          </div>
          <Button type="submit" look="primary" size="form" disabled={day <= now}>
            {t("general.done")}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
