import { clsx, type ClassValue } from "clsx";

/** Base looks live in the components layer of app.css, so a utility given by the caller always wins. */
export function classes(...parts: ClassValue[]): string {
  return clsx(parts);
}
