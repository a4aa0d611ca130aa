import { useTranslation } from "react-i18next";
import { ReferencePicker } from "@/fields/reference";
import type { ObjectMeta, Reference } from "@/metadata";
import { Dialog } from "@/shared/ui";

/** To which colleague; he hears of it and sees the customer for a month. */
export function HandOverDialog({ object, onChosen, onClose }: { object: ObjectMeta; onChosen: (person: Reference) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const field = object.actions.find((action) => action.name === "hand_over")?.input[0];
  if (!field) return null;
  return (
    <Dialog title={t("today.handOverTitle")} description={t("today.handOverHint")} width="narrow" onClose={onClose}>
      <ReferencePicker field={field} chosen={[]} onToggle={onChosen} />
    </Dialog>
  );
}
