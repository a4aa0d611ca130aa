import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, ThumbsDown, ThumbsUp, Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { can, isEmpty, type ObjectMeta, type RecordRow, useCatalog, useFormats } from "@/metadata";
import { type ExtraProps, useRemove } from "@/records";
import { http, rememberWrite, useProblemText } from "@/shared/api";
import { isComposing } from "@/shared/keys";
import { Button, classes, IconButton, Input, Segmented, toast } from "@/shared/ui";
import { Part } from "./Part";
import { drawAgain, type Listed } from "./portrait";

/** What he likes and dislikes, and how one knows. */
export function Preferences({ row, listed }: ExtraProps & { listed: Listed }) {
  const { t } = useTranslation();
  const preference = useCatalog().objects.preference;
  const [editing, setEditing] = useState<string | null>(null);
  if (!preference || !listed) return null;
  const add = can(preference, "create") && editing !== "new" && (
    <IconButton label={t("customer.preferences.add")} onClick={() => setEditing("new")}>
      <Plus className="size-4" />
    </IconButton>
  );
  return (
    <Part title={t("customer.preferences.label")} count={listed.total} action={add}>
      {listed.data.length === 0 && editing !== "new" && <p className="text-text-3">{t("customer.preferences.none")}</p>}
      {editing === "new" && <PreferenceForm preference={preference} customer={row.id} onDone={() => setEditing(null)} />}
      <ul className="flex flex-col gap-1.5">
        {listed.data.map((entry) =>
          editing === entry.id ? (
            <li key={entry.id}>
              <PreferenceForm preference={preference} customer={row.id} entry={entry} onDone={() => setEditing(null)} />
            </li>
          ) : (
            <PreferenceLine key={entry.id} preference={preference} customer={row.id} entry={entry} onEdit={() => setEditing(entry.id)} />
          ),
        )}
      </ul>
    </Part>
  );
}

function PreferenceLine({ preference, customer, entry, onEdit }: { preference: ObjectMeta; customer: string; entry: RecordRow; onEdit: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const formats = useFormats();
  const remove = useRemove(preference);
  const topic = String(entry.topic ?? "");
  const show = "size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:opacity-100";
  return (
    <li className="group flex gap-2">
      {entry.attitude === "dislikes" ? (
        <ThumbsDown aria-label={t("customer.preferences.dislikes")} className="mt-0.5 size-4 shrink-0 text-danger" />
      ) : (
        <ThumbsUp aria-label={t("customer.preferences.likes")} className="mt-0.5 size-4 shrink-0 text-good" />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium break-words">{topic}</span>
          <Dots value={Number(entry.strength ?? 0)} />
        </p>
        {!isEmpty(entry.evidence) && (
          <p className="break-words text-text-2">
            {String(entry.evidence)}
            {!isEmpty(entry.noted_on) && <span className="pl-1.5 text-meta text-text-3">{formats.date(String(entry.noted_on))}</span>}
          </p>
        )}
      </div>
      {can(preference, "update") && (
        <IconButton label={t("customer.preferences.edit", { topic })} className={show} onClick={onEdit}>
          <Pencil className="size-3.5" />
        </IconButton>
      )}
      {can(preference, "delete") && (
        <IconButton label={t("customer.preferences.remove", { topic })} className={show} onClick={() => void remove(entry).then(() => drawAgain(client, customer))}>
          <Trash2 className="size-3.5" />
        </IconButton>
      )}
    </li>
  );
}

type Attitude = "likes" | "dislikes";

function PreferenceForm({ preference, customer, entry, onDone }: { preference: ObjectMeta; customer: string; entry?: RecordRow; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [attitude, setAttitude] = useState<Attitude>(entry?.attitude === "dislikes" ? "dislikes" : "likes");
  const [topic, setTopic] = useState(String(entry?.topic ?? ""));
  const [evidence, setEvidence] = useState(String(entry?.evidence ?? ""));
  const [strength, setStrength] = useState(Number(entry?.strength ?? 3));
  const [state, setState] = useState<"idle" | "busy">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (topic.trim() === "") return;
    setState("busy");
    const fields = { attitude, topic: topic.trim(), evidence: evidence.trim() || null, strength };
    try {
      const saved = entry
        ? await http.patch<RecordRow>(`/${preference.plural}/${entry.id}`, fields, { version: entry.version })
        : await http.post<RecordRow>(`/${preference.plural}`, { ...fields, customer });
      rememberWrite(saved.id, saved.version);
      drawAgain(client, customer);
      void client.invalidateQueries({ queryKey: ["timeline", customer] });
      onDone();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      setState("idle");
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || isComposing(event)) return;
    event.stopPropagation();
    onDone();
  };
  return (
    <form className="mb-2 flex flex-col gap-1.5 rounded-card border border-line p-2" onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label={t("customer.preferences.attitude")}
          value={attitude}
          options={[
            { value: "likes", label: t("customer.preferences.likes") },
            { value: "dislikes", label: t("customer.preferences.dislikes") },
          ]}
          onChange={setAttitude}
        />
        <span role="radiogroup" aria-label={t("customer.preferences.strength")} className="flex">
          {[1, 2, 3, 4, 5].map((step) => (
            <button key={step} type="button" role="radio" aria-checked={strength === step} aria-label={t("customer.preferences.strengthOf", { value: step })} className="flex size-6 items-center justify-center" onClick={() => setStrength(step)}>
              <span className={classes("size-2.5 rounded-full", step <= strength ? "bg-text-2" : "bg-line-strong")} />
            </button>
          ))}
        </span>
      </div>
      <Input autoFocus aria-label={t("customer.preferences.topic")} placeholder={t("customer.preferences.topic")} maxLength={120} value={topic} onChange={(event) => setTopic(event.target.value)} />
      <Input aria-label={t("customer.preferences.evidence")} placeholder={t("customer.preferences.evidence")} maxLength={2000} value={evidence} onChange={(event) => setEvidence(event.target.value)} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" state={state} disabled={topic.trim() === ""}>
          {t("general.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("general.cancel")}
        </Button>
      </div>
    </form>
  );
}

function Dots({ value }: { value: number }) {
  const { t } = useTranslation();
  return (
    <span role="img" aria-label={t("customer.preferences.strengthOf", { value })} className="inline-flex gap-0.5">
      {[1, 2, 3, 4, 5].map((step) => (
        <span key={step} className={step <= value ? "size-1.5 rounded-full bg-text-2" : "size-1.5 rounded-full bg-line-strong"} />
      ))}
    </span>
  );
}
