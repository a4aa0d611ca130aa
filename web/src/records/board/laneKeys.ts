import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

/** With the keyboard a lifted card goes from lane to lane, not by pixels. */
export const laneKeys: KeyboardCoordinateGetter = (event, { context: { active, droppableRects, droppableContainers, over, collisionRect } }) => {
  const step = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
  if (step === 0 || !active || !collisionRect) return undefined;
  event.preventDefault();
  const lanes = droppableContainers
    .getEnabled()
    .map((container) => ({ id: container.id, rect: droppableRects.get(container.id) }))
    .filter((lane) => lane.rect !== undefined)
    .sort((left, right) => (left.rect?.left ?? 0) - (right.rect?.left ?? 0));
  const at = lanes.findIndex((lane) => lane.id === over?.id);
  const target = lanes[Math.max(0, Math.min(lanes.length - 1, at + step))]?.rect;
  return target ? { x: target.left + 8, y: target.top + 48 } : undefined;
};
