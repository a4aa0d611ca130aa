import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Input, Labelled, Select } from "@/shared/ui";
import { VISIBILITIES } from "./savedViews";

export function NameView({ onSave, onClose }: { onSave: (name: string, visibility: string) => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [visibility, setVisibility] = useState<string>("private");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") void onSave(name.trim(), visibility);
  };
  return (
    <Dialog title={t("records.views.saveAs")} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <Labelled label={t("records.views.name")} mark="required">
          {(wiring) => <Input {...wiring} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t("records.views.visibility")}>
          {(wiring) => (
            <Select {...wiring} value={visibility} onChange={(event) => setVisibility(event.target.value)}>
              {VISIBILITIES.map((entry) => (
                <option key={entry} value={entry}>
                  {t(`records.views.visibilities.${entry}`)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Button type="submit" look="primary" size="form" disabled={name.trim() === ""}>
          {t("general.save")}
        </Button>
      </form>
    </Dialog>
  );
}
