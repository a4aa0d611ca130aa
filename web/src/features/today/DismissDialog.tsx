import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog, useNaming } from "@/metadata";
import { Button, Dialog, Input, Labelled } from "@/shared/ui";

export type Dismissal = { dismissed_as: string; because: string | null };

const OTHER = "other";

/** Why it was not useful; a ready answer is one click, and the ranking learns from it. */
export function DismissDialog({ onDismiss, onClose }: { onDismiss: (dismissal: Dismissal) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const alert = useCatalog().objects.alert;
  const field = alert ? fieldOf(alert, "dismissed_as") : undefined;
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onDismiss({ dismissed_as: OTHER, because: text.trim() });
  };
  return (
    <Dialog title={t("today.dismissTitle")} description={t("today.dismissHint")} width="narrow" onClose={onClose}>
      <div className="flex flex-col gap-2">
        {field?.options
          ?.filter((option) => option.value !== OTHER)
          .map((option) => (
            <Button key={option.value} size="form" className="justify-start" data-first onClick={() => onDismiss({ dismissed_as: option.value, because: null })}>
              {naming.option(field, option.value)}
            </Button>
          ))}
        <form className="flex items-end gap-2 pt-2" onSubmit={submit}>
          <div className="min-w-0 flex-1">
            <Labelled label={t("today.otherReason")}>{(wiring) => <Input {...wiring} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />}</Labelled>
          </div>
          <Button type="submit" look="primary" size="form" disabled={text.trim() === ""}>
            {t("general.done")}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
