import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

/** With the keyboard an entry goes by days and, up and down, by weeks. */
export const dayKeys: KeyboardCoordinateGetter = (event, { context: { active, droppableRects, droppableContainers, over } }) => {
  const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 };
  const step = steps[event.code];
  if (step === undefined || !active) return undefined;
  event.preventDefault();
  const days = droppableContainers
    .getEnabled()
    .map((container) => String(container.id))
    .sort();
  const at = days.indexOf(String(over?.id ?? ""));
  const rect = droppableRects.get(days[at + step] ?? "");
  return rect ? { x: rect.left + 4, y: rect.top + 24 } : undefined;
};
