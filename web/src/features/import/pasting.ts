const listeners = new Set<(file: File) => void>();

/** Cells copied from Excel or WPS, as the file they would have been; nothing when the text is no table. */
export function tableOf(text: string): File | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = lines[0]?.split("\t").length ?? 0;
  if (lines.length < 2 || columns < 2) return null;
  return new File([text], "clipboard.tsv", { type: "text/tab-separated-values" });
}

export function takeTable(file: File): void {
  for (const listener of listeners) listener(file);
}

export function whenTablePasted(listener: (file: File) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
