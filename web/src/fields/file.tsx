import { Paperclip } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asFile, type FileValue } from "@/metadata";
import { API, upload, useProblemText } from "@/shared/api";
import { Button, ProgressBar, toast } from "@/shared/ui";
import { type DisplayProps, type EditorProps, type FieldKind, refused, valid } from "./kind";

export const file: FieldKind = {
  align: "start",
  width: 140,
  shape: "block",
  filter: "none",
  operators: ["is_null"],
  Display: FileDisplay,
  Editor: FileEditor,
  parse: () => refused("type"),
  format: (value) => asFile(value)?.name ?? "",
};

function FileDisplay({ value, place }: DisplayProps) {
  const stored = asFile(value);
  if (!stored) return null;
  const address = stored.url ?? `${API}/files/${stored.id}`;
  if (place === "cell") return <>{stored.name}</>;
  if (stored.type.startsWith("image/")) return <img src={address} alt={stored.name} className="max-h-40 max-w-full rounded-control border border-line" />;
  return (
    <a href={address} download className="inline-flex items-center gap-1 text-accent-text hover:underline">
      <Paperclip aria-hidden className="size-3.5" />
      {stored.name}
    </a>
  );
}

function FileEditor({ field, value, onChange, onCommit, wiring, focus }: EditorProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [share, setShare] = useState<number | null>(null);
  const done = focus === "now" ? onCommit : onChange;
  const send = async (chosen: File) => {
    setShare(0);
    const form = new FormData();
    form.set("file", chosen);
    try {
      done(valid(await upload<FileValue>("/files", form, setShare)));
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setShare(null);
    }
  };
  return (
    <div className="flex w-full flex-col gap-2">
      <input
        {...wiring}
        type="file"
        className="max-w-full text-text-2"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void send(chosen);
        }}
      />
      {share !== null && <ProgressBar share={share} label={t("fields.uploading")} />}
      {asFile(value) && !field.required && <Button onClick={() => done(valid(null))}>{t("fields.clear")}</Button>}
    </div>
  );
}
