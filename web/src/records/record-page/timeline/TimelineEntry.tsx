import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, type LucideIcon, Mail, MapPin, MessageSquare, MessagesSquare, Pencil, Phone, StickyNote, Trash2, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { asReferences, asTexts, fieldOf, isEmpty, localizedText, objectOfId, type ObjectMeta, recordTitle, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, isStale, rememberWrite, useProblemText } from "@/shared/api";
import { today } from "@/shared/format";
import { Button, IconButton, Menu, MenuItem, ObjectIcon, toast } from "@/shared/ui";
import { useRemove } from "../../rows";
import { FileStrip } from "../Attachments";
import { split } from "./compose";
import type { Entry } from "./entries";
import { MentionBox } from "./MentionBox";

const ACTIVITY_ICONS: Record<string, LucideIcon> = { visit: MapPin, call: Phone, mail: Mail, chat: MessagesSquare, meeting: Users, note: StickyNote };

/** What people write themselves, and so may write anew. */
const WRITTEN = new Set(["activity", "comment", "task"]);

export function TimelineEntry({ entry, about, files }: { entry: Entry; about: string; files: RecordRow[] }) {
  const catalog = useCatalog();
  const naming = useNaming();
  const formats = useFormats();
  const object = catalog.objects[entry.object] ?? objectOfId(catalog, entry.id);
  const [editing, setEditing] = useState(false);
  const wholeDay = entry.at.endsWith("T00:00:00.000Z");
  const kindField = object ? fieldOf(object, "kind") : undefined;
  const activity = entry.kind === "activity" ? String(entry.record?.kind ?? "") : "";
  const Shape = ACTIVITY_ICONS[activity] ?? (entry.kind === "comment" ? MessageSquare : null);
  const name = activity && kindField ? naming.option(kindField, activity) : object ? naming.one(object) : entry.kind;
  const own = object !== undefined && entry.record !== null && WRITTEN.has(entry.kind) && entry.record.created_by === catalog.me.id;
  return (
    <li className="group relative flex gap-3 pb-4 before:absolute before:top-6 before:bottom-0 before:left-3 before:w-px before:bg-line last:before:hidden">
      <span className="z-1 flex size-6 shrink-0 items-center justify-center rounded-full border border-line bg-panel text-text-2">
        {Shape ? <Shape aria-hidden className="size-3.5" /> : <ObjectIcon name={object?.icon ?? "box"} className="size-3.5" />}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-x-1.5">
          <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-1.5">
            {entry.actor && <span className="font-medium">{entry.actor.title}</span>}
            <span className="text-text-2">{name}</span>
            <time dateTime={entry.at} title={wholeDay ? formats.date(entry.at) : formats.dateTime(entry.at)} className="text-meta text-text-3">
              {wholeDay ? formats.relativeDay(entry.at, today(catalog.company.time_zone)) : formats.relative(entry.at)}
            </time>
          </p>
          {own && entry.record && !editing && <OwnEntryMenu object={object} record={entry.record} about={about} onEdit={() => setEditing(true)} />}
        </div>
        {editing && object && entry.record ? (
          <EntryEditor object={object} record={entry.record} about={about} onDone={() => setEditing(false)} />
        ) : (
          <EntryBody entry={entry} object={object} />
        )}
        <FileStrip rows={filesOf(entry, files)} />
      </div>
    </li>
  );
}

function filesOf(entry: Entry, files: RecordRow[]): RecordRow[] {
  const ids = asReferences(entry.record?.files).map((reference) => reference.id);
  return ids.length === 0 ? [] : files.filter((file) => ids.includes(file.id));
}

function OwnEntryMenu({ object, record, about, onEdit }: { object: ObjectMeta; record: RecordRow; about: string; onEdit: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useRemove(object);
  return (
    <Menu
      trigger={
        <IconButton label={t("records.timeline.ownEntry")} className="size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 max-md:opacity-100">
          <Ellipsis className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil />} onSelect={onEdit}>
        {t("general.edit")}
      </MenuItem>
      <MenuItem tone="danger" icon={<Trash2 />} onSelect={() => void remove(record).then(() => client.invalidateQueries({ queryKey: ["timeline", about] }))}>
        {t("general.delete")}
      </MenuItem>
    </Menu>
  );
}

function EntryEditor({ object, record, about, onDone }: { object: ObjectMeta; record: RecordRow; about: string; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [text, setText] = useState(() => String(record.body ?? record.subject ?? ""));
  const [added, setAdded] = useState<string[]>([]);
  const save = async () => {
    if (text.trim() === "") return;
    const words = object.name === "comment" ? { body: text.trim() } : split(text);
    const mentions = [...new Set([...asTexts(record.mentions), ...added])];
    try {
      const fresh = await http.patch<RecordRow>(`/${object.plural}/${record.id}`, { ...words, mentions }, { version: record.version });
      rememberWrite(fresh.id, fresh.version);
      onDone();
    } catch (error) {
      // The text stays in its box; what the other one wrote comes with the fresh timeline.
      toast(isStale(error) ? t("records.timeline.changedMeanwhile") : problemText(error), { tone: "problem" });
    }
    void client.invalidateQueries({ queryKey: ["timeline", about] });
  };
  return (
    <div className="flex flex-col gap-2 pt-1">
      <MentionBox label={t("general.edit")} text={text} className="min-h-14" onText={setText} onMention={(person) => setAdded([...added, person.id])} onSend={() => void save()} onEscape={onDone} />
      <div className="flex gap-2">
        <Button look="primary" onClick={() => void save()}>
          {t("general.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("general.cancel")}
        </Button>
      </div>
    </div>
  );
}

function EntryBody({ entry, object }: { entry: Entry; object: ObjectMeta | undefined }): ReactNode {
  const naming = useNaming();
  const { record } = entry;
  if (!record || !object) return null;
  if (entry.kind === "comment") return <Words text={String(record.body ?? "")} />;
  const title = recordTitle(object, record, naming.language);
  const told = record.body ?? record.evidence ?? record.note ?? localizedText(record.reason, naming.language);
  // A short note is its own subject; it is not told twice.
  const body = typeof told === "string" && told.startsWith(title) ? told.slice(title.length).trim() : told;
  const facts = ["status", "state", "total", "amount", "attitude", "outcome", "due_on"].map((name) => fieldOf(object, name)).filter((field) => field !== undefined && !isEmpty(record[field.name]) && record[field.name] !== "held");
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <RecordLink reference={{ id: record.id, object: object.name, title }} className="min-w-0 break-words hover:underline" />
        {facts.map((field) => (field ? <Value key={field.name} field={field} value={record[field.name]} place="cell" /> : null))}
      </p>
      {typeof body === "string" && body !== "" && body !== title && <Words text={body} />}
    </>
  );
}

/** The text as it was written; names after an @ stand out. */
function Words({ text }: { text: string }) {
  return (
    <p className="break-words whitespace-pre-wrap text-text-2">
      {text.split(/((?<=^|\s)@[^\s@]+)/u).map((part, place) =>
        part.startsWith("@") ? (
          <span key={place} className="font-medium text-accent-text">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </p>
  );
}
