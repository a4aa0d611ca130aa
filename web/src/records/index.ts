export * from "./rows";
export * from "./views/viewState";
export { askToCreate } from "./create/ask";
export { ActionDialog, useAction } from "./record-page/ActionButtons";
export { addExtras, type ExtraProps } from "./record-page/extras";
export { askToCompose } from "./record-page/timeline/compose";
