import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Labelled, TextArea } from "@/shared/ui";
import { tableOf, takeTable } from "./pasting";

/** For who does not know that Ctrl+V works anywhere. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const table = tableOf(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!table) return;
    onClose();
    takeTable(table);
  };
  return (
    <Dialog title={t("import.pasteTitle")} description={t("import.pasteHint")} onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <Labelled label={t("import.pasteCells")}>{(wiring) => <TextArea {...wiring} rows={10} value={text} onChange={(event) => setText(event.target.value)} />}</Labelled>
        {text.trim() !== "" && !table && <p role="alert" className="text-warn">{t("import.noTable")}</p>}
        <Button type="submit" look="primary" size="form" disabled={!table}>
          {t("import.pasteGo")}
        </Button>
      </form>
    </Dialog>
  );
}
