const listeners = new Set<() => void>();

/** Opens the guide at the chapter of the page. */
export function askForGuide(): void {
  for (const listener of listeners) listener();
}

export function whenGuideAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
