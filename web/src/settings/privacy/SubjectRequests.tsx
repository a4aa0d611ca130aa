import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Input, Labelled, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";
import { EraseDialog } from "./EraseDialog";
import { Protocol } from "./Protocol";

export type Subject = { object: string; id: string; title: string };

/** Whoever asks what is known of him is told; whoever asks to be forgotten is. */
export function SubjectRequests() {
  const { t } = useTranslation();
  const naming = useNaming();
  const { objects } = useCatalog();
  const problemText = useProblemText();
  const [typed, setTyped] = useState("");
  const [doomed, setDoomed] = useState<Subject | null>(null);
  const text = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ["subjects", text],
    enabled: text !== "",
    queryFn: ({ signal }) => http.get<{ data: Subject[] }>("/search", { query: { q: text, objects: "customer,contact", limit: 20 }, signal }),
    placeholderData: (previous) => previous,
  });
  const found = text === "" ? [] : (data?.data ?? []);
  const save = async (subject: Subject) => {
    try {
      await saveAll(subject, objects[subject.object]?.plural ?? subject.object);
      toast(t("upkeep.privacy.saved"));
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const nameOf = (subject: Subject) => {
    const object = objects[subject.object];
    return object ? naming.one(object) : subject.object;
  };
  return (
    <SettingsFrame title={t("settings.sections.privacy")} hint={t("upkeep.privacy.hint")}>
      <Labelled label={t("upkeep.privacy.who")} hint={t("upkeep.privacy.whoHint")}>
        {(wiring) => <Input {...wiring} value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Labelled>
      {text !== "" && data && found.length === 0 && <p className="text-text-3">{t("general.nothingFound")}</p>}
      <ul className="flex flex-col">
        {found.map((subject) => (
          <li key={subject.id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-1.5">
            <span className="font-medium">{subject.title}</span>
            <span className="mr-auto text-text-3">{nameOf(subject)}</span>
            <Button look="quiet" onClick={() => void save(subject)}>
              {t("upkeep.privacy.export")}
            </Button>
            <Button look="quiet" className="text-danger" onClick={() => setDoomed(subject)}>
              {t("upkeep.privacy.erase")}
            </Button>
          </li>
        ))}
      </ul>
      <Protocol />
      {doomed && <EraseDialog subject={doomed} onClose={() => setDoomed(null)} />}
    </SettingsFrame>
  );
}

/** Everything that is known, as one file to hand over. */
async function saveAll(subject: Subject, plural: string): Promise<void> {
  const told = await http.get<unknown>(`/${plural}/${subject.id}/personal`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 2)], { type: "application/json" }));
  link.download = `${subject.id}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
