import { useQueryClient } from "@tanstack/react-query";
import { Download, Paperclip, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asReference, can, type ObjectMeta, type RecordRow, useCatalog, useFormats } from "@/metadata";
import { useProblemText } from "@/shared/api";
import { Button, classes, Dialog, EmptyState, IconButton, ProblemState, ProgressBar, SkeletonLines, toast } from "@/shared/ui";
import { useRemove } from "../rows";
import { addressOfFile, attach, isPicture, useAttachments } from "./files";

/** The files of a record: dropped, chosen, looked at, taken away. */
export function Attachments({ row }: { row: RecordRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const attachment = useCatalog().objects.attachment;
  const { data, error, isPending, refetch } = useAttachments(row.id);
  const chooser = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [over, setOver] = useState<"no" | "yes">("no");
  if (!attachment) return null;
  const send = async (files: File[]) => {
    try {
      for (const file of files) await attach(file, row.id, setShare);
    } catch (refusal) {
      toast(problemText(refusal), { tone: "problem" });
    }
    setShare(null);
    void client.invalidateQueries({ queryKey: ["attachments", row.id] });
  };
  return (
    <div
      data-takes-files
      className={classes("flex flex-col gap-3 rounded-card", over === "yes" && "bg-accent-soft")}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver("yes");
      }}
      onDragLeave={() => setOver("no")}
      onDrop={(event) => {
        event.preventDefault();
        setOver("no");
        void send([...event.dataTransfer.files]);
      }}
    >
      {can(attachment, "create") && !row.deleted_at && (
        <div className="flex items-center gap-3">
          <Button onClick={() => chooser.current?.click()}>
            <Upload aria-hidden className="size-3.5" />
            {t("records.files.choose")}
          </Button>
          <span className="text-text-3">{t("records.files.dropHint")}</span>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={t("records.files.choose")}
            onChange={(event) => {
              void send([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      )}
      {share !== null && <ProgressBar share={share} label={t("fields.uploading")} />}
      {isPending && <SkeletonLines />}
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState icon={<Paperclip />} title={t("records.files.empty")} />}
      <ul className="divide-y divide-line">
        {data?.map((file) => (
          <FileLine key={file.id} attachment={attachment} file={file} about={row.id} />
        ))}
      </ul>
    </div>
  );
}

function FileLine({ attachment, file, about }: { attachment: ObjectMeta; file: RecordRow; about: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const formats = useFormats();
  const remove = useRemove(attachment);
  const name = String(file.name ?? "");
  const me = useCatalog().me.id;
  const by = asReference(file.created_by);
  return (
    <li className="flex items-center gap-3 py-2">
      <FilePreview file={file} />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={name}>
          {name}
        </p>
        <p className="truncate text-meta text-text-3">
          {[by?.title, formats.relative(String(file.created_at)), typeof file.size === "number" ? formats.bytes(file.size) : null].filter(Boolean).join(" · ")}
        </p>
      </div>
      <a href={addressOfFile(file.id)} download={name} aria-label={t("records.files.download", { name })} title={t("records.files.download", { name })} className="icon-button">
        <Download className="size-4" />
      </a>
      {can(attachment, "delete") && (by?.id === me || can(attachment, "update")) && (
        <IconButton label={t("records.files.remove", { name })} onClick={() => void remove(file).then(() => client.invalidateQueries({ queryKey: ["attachments", about] }))}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

function FilePreview({ file }: { file: RecordRow }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = String(file.name ?? "");
  if (!isPicture(file)) {
    return (
      <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-hover text-text-3">
        <Paperclip aria-hidden className="size-4" />
      </span>
    );
  }
  return (
    <>
      <button type="button" className="shrink-0 overflow-hidden rounded-control border border-line" aria-label={t("records.files.show", { name })} onClick={() => setOpen(true)}>
        <img src={addressOfFile(file.id)} alt="" loading="lazy" className="size-10 object-cover" />
      </button>
      {open && (
        <Dialog title={name} width="wide" onClose={() => setOpen(false)}>
          <img src={addressOfFile(file.id)} alt={name} className="mx-auto max-h-[64dvh] max-w-full object-contain" />
        </Dialog>
      )}
    </>
  );
}

/** The files of one entry of the timeline: pictures are shown, others named. */
export function FileStrip({ rows }: { rows: RecordRow[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<RecordRow | null>(null);
  if (rows.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 pt-1.5">
      {rows.map((file) => {
        const name = String(file.name ?? "");
        return (
          <li key={file.id}>
            {isPicture(file) ? (
              <button type="button" className="block overflow-hidden rounded-control border border-line" aria-label={t("records.files.show", { name })} onClick={() => setShown(file)}>
                <img src={addressOfFile(file.id)} alt="" loading="lazy" className="h-24 max-w-56 object-cover" />
              </button>
            ) : (
              <a href={addressOfFile(file.id)} download={name} className="inline-flex max-w-60 items-center gap-1.5 rounded-control border border-line px-2 py-1 hover:bg-hover">
                <Paperclip aria-hidden className="size-3.5 shrink-0 text-text-3" />
                <span className="min-w-0 truncate">{name}</span>
              </a>
            )}
          </li>
        );
      })}
      {shown && (
        <Dialog title={String(shown.name ?? "")} width="wide" onClose={() => setShown(null)}>
          <img src={addressOfFile(shown.id)} alt={String(shown.name ?? "")} className="mx-auto max-h-[64dvh] max-w-full object-contain" />
        </Dialog>
      )}
    </ul>
  );
}
