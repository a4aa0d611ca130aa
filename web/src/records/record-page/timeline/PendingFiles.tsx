import { Paperclip, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { IconButton } from "@/shared/ui";

/** What was pasted, dropped or chosen and goes along when the entry is sent. */
export function PendingFiles({ files, onRemove }: { files: File[]; onRemove: (file: File) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 px-1">
      {files.map((file, place) => (
        <PendingFile key={`${place}.${file.name}.${file.lastModified}`} file={file} onRemove={() => onRemove(file)} />
      ))}
    </ul>
  );
}

function PendingFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file.type.startsWith("image/")) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <li className="flex max-w-full items-center gap-1.5 rounded-control border border-line bg-bg py-1 pr-1 pl-1.5">
      {address ? <img src={address} alt="" className="size-9 rounded-tag object-cover" /> : <Paperclip aria-hidden className="size-4 text-text-3" />}
      <span className="min-w-0">
        <span className="block max-w-40 truncate">{file.name}</span>
        <span className="block text-meta text-text-3">{formats.bytes(file.size)}</span>
      </span>
      <IconButton label={t("records.files.leaveOut", { name: file.name })} onClick={onRemove}>
        <X className="size-3.5" />
      </IconButton>
    </li>
  );
}
