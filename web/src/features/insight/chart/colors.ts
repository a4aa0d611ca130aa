export type Colors = {
  text: string;
  faint: string;
  grid: string;
  panel: string;
  line: string;
  series: string[];
};

/** The colours of the look that is on; asked again whenever it changes. */
export function colorsNow(): Colors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: token("text"),
    faint: token("text-3"),
    grid: token("chart-grid"),
    panel: token("panel"),
    line: token("line-strong"),
    series: ["chart-1", "chart-2", "chart-3", "chart-4"].map(token),
  };
}

export function whenLookChanges(run: () => void): () => void {
  const observer = new MutationObserver(run);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
