import { lazy, Suspense } from "react";
import { withTexts } from "@/shared/i18n";
import type { DayPickerProps } from "./DayPicker";

const DayPicker = lazy(() => withTexts(import("./DayPicker")).then(({ DayPicker }) => ({ default: DayPicker })));

/** The input of a day; its month is fetched when the first day is edited. */
export function DayInput(props: DayPickerProps) {
  return (
    <Suspense>
      <DayPicker {...props} />
    </Suspense>
  );
}
