import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Labels, type ObjectMeta, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Dialog } from "@/shared/ui";
import { completed, LabelInputs } from "./LabelInputs";

type EditObjectProps = { object: ObjectMeta; onClose: () => void; onDone: () => Promise<void> };

/** Every company has its own word for a customer. */
export function EditObject({ object, onClose, onDone }: EditObjectProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useProblemText();
  const [one, setOne] = useState<Labels>(object.labels.one);
  const [many, setMany] = useState<Labels>(object.labels.many);
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    try {
      await http.patch(`/definitions/objects/${object.name}`, { labels: { one: completed(one), many: completed(many) } });
      await onDone();
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Dialog
      title={`${t("settings.objects.editObject")}: ${naming.one(object)}`}
      width="wide"
      onClose={onClose}
      footer={
        <Button type="submit" form="edit-object" look="primary" size="form" state={state}>
          {t("general.save")}
        </Button>
      }
    >
      <form id="edit-object" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <LabelInputs title={t("settings.objects.one")} labels={one} onChange={setOne} />
        <LabelInputs title={t("settings.objects.many")} labels={many} onChange={setMany} />
        {problem && <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">{problem}</p>}
      </form>
    </Dialog>
  );
}
