import { classes } from "./classes";
import { HUES } from "./Tag";

/** A face for a person without a picture: the family name's hanzi or the initial, on a colour of his own. */
export function Avatar({ name, size = "small" }: { name: string; size?: "small" | "large" }) {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? "·";
  const hue = HUES[(Array.from(name).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % (HUES.length - 1)) + 1] ?? "blue";
  return (
    <span
      aria-hidden
      data-hue={hue}
      className={classes(
        "hue inline-flex shrink-0 items-center justify-center rounded-full font-medium",
        size === "small" ? "size-5 text-[11px]" : "size-9 text-base",
      )}
    >
      {letter}
    </span>
  );
}
