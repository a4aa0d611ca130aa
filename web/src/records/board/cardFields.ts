import { type FieldMeta, fieldOf, type ObjectMeta } from "@/metadata";
import { columnsOf, type ViewState } from "../views/viewState";

const SHOWN = 4;

/** The choices that a board can be made of. */
export function laneFields(object: ObjectMeta): FieldMeta[] {
  return object.fields.filter((field) => (field.result ?? field.type) === "choice" && (field.options?.length ?? 0) > 0 && field.filterable !== false && field.access !== "mask");
}

export function laneField(object: ObjectMeta, view: ViewState): FieldMeta | undefined {
  const fields = laneFields(object);
  const named = (name: string | null | undefined) => fields.find((field) => field.name === name);
  return named(view.lanes) ?? named(object.board?.by) ?? fields[0];
}

/** The money that a lane adds up: the first amount among the columns, or among all fields. */
export function amountField(object: ObjectMeta, view: ViewState): FieldMeta | undefined {
  const isMoney = (field: FieldMeta) => (field.result ?? field.type) === "money" && field.access !== "mask";
  return columnsOf(object, view).find(isMoney) ?? object.fields.find(isMoney);
}

/** What a card says below its title. */
export function cardFields(object: ObjectMeta, view: ViewState, lane: FieldMeta | undefined): FieldMeta[] {
  const title = fieldOf(object, object.title);
  return columnsOf(object, view)
    .filter((field) => field !== title && field !== lane && field.type !== "json" && field.type !== "long_text" && field.type !== "file")
    .slice(0, SHOWN);
}
