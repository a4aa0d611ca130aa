import { useNavigate } from "@tanstack/react-router";
import { FileSpreadsheet } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, queryClient, useProblemText } from "@/shared/api";
import { ProgressBar, toast } from "@/shared/ui";
import { whenFileChosen } from "@/shared/files/chooseFile";
import { importQuery, sendFile } from "./imports";
import { isTyping, tableOf, whenTablePasted } from "./pasting";

/** The whole window takes a file; where it was dropped does not matter. */
export function DropTarget() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const [hovering, setHovering] = useState<"no" | "yes">("no");
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const send = async (file: File): Promise<string | null> => {
    setSending({ name: file.name, share: 0 });
    try {
      const started = await sendFile(file, (share) => setSending({ name: file.name, share }));
      queryClient.setQueryData(importQuery(started.id).queryKey, started);
      return started.id;
    } catch (error) {
      toast(t("import.notTaken", { name: file.name, why: error instanceof Problem && error.status === 413 ? t("import.tooLarge") : problemText(error) }), { tone: "problem" });
      return null;
    }
  };
  /** One file leads to its preview; several wait in the list of imports, each to be looked at. */
  const take = async (files: File[]) => {
    const taken: string[] = [];
    for (const file of files) {
      const id = await send(file);
      if (id) taken.push(id);
    }
    setSending(null);
    void queryClient.invalidateQueries({ queryKey: ["records", "import_run"] });
    const [only] = taken;
    if (taken.length === 1 && only) await navigate({ to: "/imports/$id", params: { id: only } });
    if (taken.length > 1) await navigate({ to: "/imports" });
  };
  const takeFiles = useEffectEvent((files: File[]) => void take(files));

  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setHovering("yes");
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering("no");
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setHovering("no");
      // Some parts of a page take files for themselves.
      if (event.target instanceof Element && event.target.closest("[data-takes-files]")) return;
      const files = Array.from(event.dataTransfer?.files ?? []);
      if (files.length > 0) takeFiles(files);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector("[role=dialog]")) return;
      const table = tableOf(event.clipboardData?.getData("text/plain") ?? "");
      const files = Array.from(event.clipboardData?.files ?? []).filter((file) => !file.type.startsWith("image/"));
      if (table) takeFiles([table]);
      else if (files.length > 0) takeFiles(files);
      else return;
      event.preventDefault();
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    const stopPasted = whenTablePasted((file) => takeFiles([file]));
    const stop = whenFileChosen(() => input.current?.click());
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
      stopPasted();
      stop();
    };
  }, []);

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        data-import-file
        accept=".csv,.tsv,.txt,.gz,.xlsx,.xls,.vcf"
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          event.target.value = "";
          if (files.length > 0) void take(files);
        }}
      />
      {hovering === "yes" && (
        <div className="pointer-events-none fixed inset-3 z-60 flex flex-col items-center justify-center gap-3 rounded-dialog border-2 border-dashed border-accent bg-accent-soft text-accent-text">
          <FileSpreadsheet aria-hidden className="size-10" />
          <p className="text-record font-semibold">{t("import.dropHere")}</p>
          <p className="text-text-2">{t("import.dropHint")}</p>
        </div>
      )}
      {sending && (
        <div role="status" className="fixed inset-x-0 bottom-5 z-60 mx-auto w-84 max-w-[calc(100%-24px)] rounded-card border border-line bg-panel p-3 shadow-float">
          <p className="truncate pb-2">{t("import.sending", { name: sending.name })}</p>
          <ProgressBar share={sending.share} label={t("import.sending", { name: sending.name })} />
        </div>
      )}
    </>
  );
}
