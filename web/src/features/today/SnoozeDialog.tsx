import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useFormats } from "@/metadata";
import { addDays, today } from "@/shared/format";
import { Button, Dialog, Input, Labelled } from "@/shared/ui";
import { weekOf } from "./week";

/** Until when it may rest: two usual answers and any day. */
export function SnoozeDialog({ onSnooze, onClose }: { onSnooze: (until: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = today(useCatalog().company.time_zone);
  const tomorrow = addDays(now, 1);
  const nextWeek = addDays(weekOf(now)[0] ?? now, 7);
  const [day, setDay] = useState(addDays(now, 14));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day > now) onSnooze(day);
  };
  return (
    <Dialog title={t("today.snoozeTitle")} width="narrow" onClose={onClose}>
      <div className="flex flex-col gap-2">
        {[
          { label: t("today.snoozeTomorrow"), until: tomorrow },
          { label: t("today.snoozeWeek"), until: nextWeek },
        ].map(({ label, until }) => (
          <Button key={label} size="form" className="justify-between" data-first onClick={() => onSnooze(until)}>
            <span>{label}</span>
            <span className="text-text-3">{formats.shortDate(until)}</span>
          </Button>
        ))}
        <form className="flex items-end gap-2 pt-2" onSubmit={submit}>
          <div className="min-w-0 flex-1">
            <Labelled label={t("today.snoozeDay")}>{(wiring) => <Input {...wiring} type="date" min={tomorrow} value={day} onChange={(event) => setDay(event.target.value)} />}</Labelled>
          </div>
          <Button type="submit" look="primary" size="form" disabled={day <= now}>
            {t("general.done")}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
