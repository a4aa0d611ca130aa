import { type ReactNode, Suspense } from "react";
import { early } from "./early";

const PickerList = early(() => import("./PickerList").then((part) => part.PickerList));

export const fetchPicker = PickerList.fetch;

export type Choice = { value: string; label: string; view?: ReactNode };

export type PickerProps = {
  label: string;
  choices: Choice[];
  chosen: string[];
  onToggle: (value: string) => void;
  /** When given, the caller searches (on the server) and the list is shown as it comes. */
  onSearch?: (text: string) => void;
  empty?: ReactNode;
  footer?: ReactNode;
};

/** The editor of choices, references, columns and filters; it comes with the first popover that needs one. */
export function Picker(props: PickerProps) {
  return (
    <Suspense fallback={<div className="h-40 w-64 max-w-full" />}>
      <PickerList {...props} />
    </Suspense>
  );
}
