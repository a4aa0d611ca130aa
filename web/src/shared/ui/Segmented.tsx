import { classes } from "./classes";

type SegmentedProps<T extends string> = { label: string; value: T; options: { value: T; label: string }[]; onChange: (value: T) => void };

export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex max-w-full gap-0.5 overflow-x-auto rounded-control bg-hover p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={classes(
            "h-6 rounded-[5px] px-2.5 whitespace-nowrap max-md:h-11",
            option.value === value ? "bg-panel font-medium text-text shadow-[0_1px_2px_rgb(0_0_0/0.1)]" : "text-text-2 hover:text-text",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
