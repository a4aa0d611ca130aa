import type { FieldMeta, FieldValue } from "@/metadata";

export type CellChange = { id: string; field: FieldMeta; before: FieldValue; after: FieldValue };

/** What was done in one go, and is taken back in one go: a cell, a pasted block, a card that was moved. */
export type Step = { object: string; changes: CellChange[] };

export type Way = "undo" | "redo";

const KEPT = 100;

export class History {
  private readonly kept: Record<Way, Step[]> = { undo: [], redo: [] };

  /** A new step makes what was taken back before it unreachable, as everywhere. */
  remember(step: Step): void {
    if (step.changes.length === 0) return;
    this.push("undo", step);
    this.kept.redo = this.kept.redo.filter((other) => other.object !== step.object);
  }

  /** The next step of this object in one direction; the caller carries it out and then says so with `settle`. */
  take(object: string, way: Way): Step | undefined {
    const steps = this.kept[way];
    const at = steps.findLastIndex((step) => step.object === object);
    return at < 0 ? undefined : steps.splice(at, 1)[0];
  }

  settle(step: Step, way: Way): void {
    this.push(way === "undo" ? "redo" : "undo", step);
  }

  private push(way: Way, step: Step): void {
    this.kept[way].push(step);
    if (this.kept[way].length > KEPT) this.kept[way].shift();
  }
}

export const history = new History();

export function rememberStep(step: Step): void {
  history.remember(step);
}

let underWay: Promise<unknown> = Promise.resolve();

/** A change becomes a step when the server has answered; until then whoever takes something back has to wait for it. */
export function onItsWay<T>(change: Promise<T>): Promise<T> {
  underWay = Promise.allSettled([underWay, change]);
  return change;
}

/** Does something when every change so far is answered, and lets the next one wait for it in turn. */
export function afterChanges<T>(work: () => Promise<T>): Promise<T> {
  return onItsWay(underWay.then(work));
}

/** What has to be written to go one step back or forth. */
export function changesOf(step: Step, way: Way): CellChange[] {
  return way === "redo" ? step.changes : step.changes.map((change) => ({ ...change, before: change.after, after: change.before }));
}
