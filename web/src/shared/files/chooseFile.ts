const listeners = new Set<() => void>();

/** Opens the file dialog of the window's drop target. */
export function chooseFile(): void {
  for (const listener of listeners) listener();
}

export function whenFileChosen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
