import { type ObjectMeta, type RecordRow, verdictOf } from "@/metadata";

/** Whether an action makes sense now. The server decides in the end; a condition beyond reading shows the button. */
export function isOffered(object: ObjectMeta, row: RecordRow, when: string | null | undefined): boolean {
  return !when || verdictOf(object, row, when) !== "no";
}
