export * from "./kind";
export * from "./registry";
export * from "./Value";
export * from "./FormControl";
export * from "./RecordLink";
export { ReferencePicker } from "./reference";
export { phoneText } from "./text";
