import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Dialog, Input, Labelled, toast } from "@/shared/ui";
import type { Subject } from "./SubjectRequests";

/** There is no way back, so the name has to be written once more. */
export function EraseDialog({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { objects } = useCatalog();
  const problemText = useProblemText();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setProblem(null);
    try {
      await http.post(`/${objects[subject.object]?.plural ?? subject.object}/${subject.id}/erase`, {});
      toast(t("upkeep.privacy.erased"));
      await client.invalidateQueries();
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      setState("idle");
    }
  };
  return (
    <Dialog title={t("upkeep.privacy.eraseTitle", { name: subject.title })} description={t("upkeep.privacy.eraseText")} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("upkeep.privacy.type", { name: subject.title })} problem={problem ?? undefined}>
          {(wiring) => <Input {...wiring} value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="danger" size="form" state={state} disabled={typed.trim() !== subject.title.trim()}>
          {t("upkeep.privacy.erase")}
        </Button>
      </form>
    </Dialog>
  );
}
