import { useQueryClient } from "@tanstack/react-query";
import { AtSign, Paperclip } from "lucide-react";
import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { can, fieldOf, type FieldValue, type ObjectMeta, type RecordRow, useCatalog, useNaming, wireValue } from "@/metadata";
import { http, rememberWrite, useProblemText } from "@/shared/api";
import { addDays, today } from "@/shared/format";
import { Button, classes, IconButton, Input, ProgressBar, Segmented, Select, toast } from "@/shared/ui";
import { dropRows } from "../../rows";
import { attach } from "../files";
import { type ComposeWish, type Draft, keepDraft, keptDraft, KINDS, mentioned, split, whenAskedToCompose } from "./compose";
import { MentionBox } from "./MentionBox";
import { PendingFiles } from "./PendingFiles";

/** One box for what happened and for what is to be done next: a note, a call, a visit, a task. */
export function Composer({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const zone = catalog.company.time_zone;
  const [draft, setDraft] = useState<Draft>(() => ({ kind: "note", text: "", outcome: "", due: addDays(today(zone), 1), at: "", mentions: [], ...keptDraft(row.id) }));
  const [files, setFiles] = useState<File[]>([]);
  const [share, setShare] = useState<number | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [over, setOver] = useState<"no" | "yes">("no");
  const [wish, setWish] = useState<ComposeWish | null>(null);
  const box = useRef<{ focus: () => void }>(null);
  const form = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const { activity, task, comment } = catalog.objects;
  const outcomes = activity ? fieldOf(activity, "outcome") : undefined;
  const kinds = KINDS.filter((kind) => can(kind === "task" ? task : kind === "note" && !can(activity, "create") ? comment : activity, "create"));
  const change = (next: Partial<Draft>) => setDraft((current) => ({ ...current, ...next }));
  useEffect(() => keepDraft(row.id, draft), [row.id, draft]);
  const answer = useEffectEvent((asked: ComposeWish) => {
    if (asked.about !== row.id || !kinds.includes(asked.kind)) return;
    setWish(asked);
    change({ kind: asked.kind });
    form.current?.scrollIntoView({ block: "center" });
    box.current?.focus();
  });
  useEffect(() => whenAskedToCompose((asked) => requestAnimationFrame(() => answer(asked))), []);
  if (kinds.length === 0) return null;
  const kind = kinds.includes(draft.kind) ? draft.kind : (kinds[0] ?? "note");

  const send = async () => {
    if ((draft.text.trim() === "" && files.length === 0) || state === "busy") return;
    setState("busy");
    try {
      const kept: string[] = [];
      for (const file of files) kept.push((await attach(file, row.id, setShare)).id);
      setShare(null);
      const text = draft.text.trim() === "" ? files.map((file) => file.name).join(", ") : draft.text;
      const extras = { mentions: mentioned(draft), files: kept };
      const written = await write(kind, text, extras);
      rememberWrite(written.id, written.version);
      if (wish?.settles && wish.kind === kind) await http.post(`/alerts/${wish.settles.id}/done`, {});
      change({ text: "", outcome: "", at: "", mentions: [] });
      setFiles([]);
      setWish(null);
      for (const key of [["timeline", row.id], ["portrait", row.id], ["attachments", row.id], ["record", object.name, row.id]]) void client.invalidateQueries({ queryKey: key });
      for (const touched of [activity, task, catalog.objects.alert]) if (touched) dropRows(client, touched);
    } catch (error) {
      toast(problemText(error), { tone: "problem", action: { label: t("general.retry"), run: () => void send() } });
    } finally {
      setShare(null);
      setState("idle");
    }
  };

  const write = (as: Draft["kind"], text: string, extras: { mentions: string[]; files: string[] }): Promise<RecordRow> => {
    const about = pointersTo(object, row);
    if (as === "note" && !can(activity, "create")) return http.post("/comments", { about: row.id, body: text.trim(), ...extras });
    const words = { ...split(text), ...extras, ...about };
    if (as === "task") return http.post("/tasks", { ...words, due_on: draft.due || null });
    const at = draft.at === "" || as === "note" ? new Date() : new Date(draft.at);
    const planned = at.getTime() > Date.now();
    return http.post("/activities", { kind: as, ...words, state: planned ? "planned" : "held", happened_at: at.toISOString(), ...(draft.outcome && !planned && as !== "note" ? { outcome: draft.outcome } : {}) });
  };

  const take = (chosen: File[]) => setFiles((current) => [...current, ...chosen.filter((file) => file.size > 0)]);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver("no");
    take([...event.dataTransfer.files]);
  };

  return (
    <div
      ref={form}
      data-takes-files
      className={classes("flex flex-col gap-2 rounded-card border bg-panel p-2 focus-within:border-line-strong print:hidden", over === "yes" ? "border-accent bg-accent-soft" : "border-line")}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver("yes");
      }}
      onDragLeave={() => setOver("no")}
      onDrop={onDrop}
    >
      <Segmented label={t("records.composer.kind")} value={kind} options={kinds.map((entry) => ({ value: entry, label: t(`records.composer.kinds.${entry}`) }))} onChange={(next) => change({ kind: next })} />
      <MentionBox
        box={box}
        label={t(`records.composer.placeholders.${kind}`)}
        text={draft.text}
        className="min-h-14 border-0 px-1 focus:ring-0"
        onText={(text) => change({ text })}
        onMention={(person) => setDraft((current) => ({ ...current, mentions: [...current.mentions.filter((other) => other.id !== person.id), person] }))}
        onSend={() => void send()}
        onFiles={take}
      />
      <PendingFiles files={files} onRemove={(file) => setFiles(files.filter((other) => other !== file))} />
      {share !== null && <ProgressBar share={share} label={t("fields.uploading")} />}
      {wish?.settles && wish.kind === kind && <p className="px-1 text-meta text-text-2">{t("records.composer.settles")}</p>}
      <div className="flex flex-wrap items-center gap-1.5">
        {kind === "task" && <DayInput aria-label={t("records.composer.due")} value={draft.due} className="w-38" onDay={(due) => change({ due })} />}
        {(kind === "call" || kind === "visit") && (
          <>
            <Input type="datetime-local" aria-label={t("records.composer.when")} title={t("records.composer.whenHint")} value={draft.at} className="w-50" onChange={(event) => change({ at: event.target.value })} />
            {outcomes?.options && (
              <Select aria-label={naming.field(outcomes)} value={draft.outcome} className="w-36" onChange={(event) => change({ outcome: event.target.value })}>
                <option value="">{naming.field(outcomes)}</option>
                {outcomes.options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {naming.option(outcomes, option.value)}
                  </option>
                ))}
              </Select>
            )}
          </>
        )}
        <span className="ml-auto flex items-center gap-1">
          <IconButton
            label={t("records.composer.mention")}
            onClick={() => {
              change({ text: /(^|\s)$/.test(draft.text) ? `${draft.text}@` : `${draft.text} @` });
              box.current?.focus();
            }}
          >
            <AtSign className="size-4" />
          </IconButton>
          <IconButton label={t("records.files.choose")} onClick={() => chooser.current?.click()}>
            <Paperclip className="size-4" />
          </IconButton>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <Button look="primary" title="Ctrl+Enter" state={state} disabled={draft.text.trim() === "" && files.length === 0} onClick={() => void send()}>
            {t("records.composer.save")}
          </Button>
        </span>
      </div>
    </div>
  );
}

/** An entry belongs to the customer whom the record is about, and to the record itself. */
function pointersTo(object: ObjectMeta, row: RecordRow): Record<string, FieldValue> {
  if (object.name === "customer") return { customer: row.id };
  const customer = fieldOf(object, "customer");
  const of = customer ? wireValue(customer, row.customer) : null;
  return { about: row.id, ...(typeof of === "string" ? { customer: of } : {}) };
}
