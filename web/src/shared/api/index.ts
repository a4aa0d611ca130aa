export * from "./connection";
export * from "./http";
export * from "./problem";
export * from "./queryClient";
export * from "./session";
export * from "./waiting";
export * from "./events";
export * from "./problemText";
