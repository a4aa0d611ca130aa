import type { FieldMeta, ObjectMeta, RecordRow } from "@/metadata";
import type { SelectionControl } from "./rows";
import type { ViewState } from "./views/viewState";

export type ChangeView = (change: (view: ViewState) => ViewState) => void;

/** What every way of showing a list is given: table, board, calendar, gallery, cards. */
export type ListViewProps = {
  object: ObjectMeta;
  view: ViewState;
  fields: FieldMeta[];
  change: ChangeView;
  choice: SelectionControl;
  openId: string | undefined;
  onOpen: (row: RecordRow, where: "peek" | "page") => void;
  onClosePeek: () => void;
  /** The pointer or the keys have come to this record: it may be opened next. */
  onNear: (id: string | undefined) => void;
  onFilterBy: (field: string) => void;
  /** Tells which records are on the screen, in their order, so that one can walk from one to the next. */
  onShown: (rows: RecordRow[]) => void;
};
