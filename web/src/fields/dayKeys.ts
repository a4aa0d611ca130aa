import { addDays } from "@/shared/format";
import { addMonths, type WeekStart, weekOf } from "@/shared/format/weeks";

/** Where a key of a month goes from a day; undefined when it goes nowhere. */
export function dayAfterKey(key: string, day: string, start: WeekStart): string | undefined {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "PageUp":
      return addMonths(day, -1);
    case "PageDown":
      return addMonths(day, 1);
    case "Home":
      return weekOf(day, start)[0];
    case "End":
      return weekOf(day, start)[6];
    default:
      return undefined;
  }
}
