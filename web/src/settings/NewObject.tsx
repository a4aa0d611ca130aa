import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Labels } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Dialog, Labelled, Select } from "@/shared/ui";
import { completed, LabelInputs, machineName } from "./LabelInputs";

type NewObjectProps = { onClose: () => void; onDone: (name: string) => Promise<void> };

const NAME_FIELD = { en: "Name", "zh-Hans": "名称", "zh-Hant": "名稱" };

export function NewObject({ onClose, onDone }: NewObjectProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [one, setOne] = useState<Labels>({});
  const [many, setMany] = useState<Labels>({});
  const [access, setAccess] = useState<"owned" | "shared">("owned");
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const named = Object.values(one).some((label) => label.trim() !== "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    const name = machineName(one);
    try {
      await http.post("/definitions/objects", {
        name,
        icon: "box",
        access,
        title: "name",
        columns: ["name", "owner"].slice(0, access === "owned" ? 2 : 1),
        quick: ["name"],
        labels: { one: completed(one), many: completed({ ...completed(one), ...many }), "fields.name": NAME_FIELD },
        fields: { name: { type: "text", required: true, search: true } },
      });
      await onDone(name);
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Dialog
      title={t("settings.objects.newObject")}
      width="wide"
      onClose={onClose}
      footer={
        <Button type="submit" form="new-object" look="primary" size="form" state={state} disabled={!named}>
          {t("general.create")}
        </Button>
      }
    >
      <form id="new-object" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <LabelInputs title={t("settings.objects.one")} labels={one} onChange={setOne} />
        <LabelInputs title={t("settings.objects.many")} labels={many} onChange={setMany} />
        <Labelled label={t("settings.objects.access")} hint={t(`settings.objects.accessHints.${access}`)}>
          {(wiring) => (
            <Select {...wiring} value={access} onChange={(event) => setAccess(event.target.value === "shared" ? "shared" : "owned")}>
              <option value="owned">{t("settings.objects.owned")}</option>
              <option value="shared">{t("settings.objects.shared")}</option>
            </Select>
          )}
        </Labelled>
        {problem && <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">{problem}</p>}
      </form>
    </Dialog>
  );
}
