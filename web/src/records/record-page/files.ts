import { useQuery } from "@tanstack/react-query";
import { type FileValue, type RecordRow, useCatalog } from "@/metadata";
import { API, http, upload } from "@/shared/api";

/** The files of a record; those of its notes and calls are among them. */
export function useAttachments(id: string) {
  const attachment = useCatalog().objects.attachment;
  return useQuery({
    queryKey: ["attachments", id],
    enabled: attachment !== undefined,
    queryFn: async ({ signal }) => (await http.get<{ data: RecordRow[] }>("/attachments", { query: { "filter[about][eq]": id, sort: "-created_at", expand: "created_by", limit: 200 }, signal })).data,
  });
}

export function attach(file: File, about: string, onProgress: (share: number) => void): Promise<FileValue> {
  const form = new FormData();
  // The part with the name comes first, as the server reads it before it keeps the file.
  form.set("about", about);
  form.set("file", file, file.name === "" ? "picture.png" : file.name);
  return upload<FileValue>("/files", form, onProgress);
}

export function addressOfFile(id: string): string {
  return `${API}/files/${id}`;
}

export function isPicture(row: RecordRow): boolean {
  return row.image === true;
}
