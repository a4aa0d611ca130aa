export * from "./types";
export * from "./catalog";
export * from "./values";
export * from "./condition";
export * from "./places";
