import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { classes } from "./classes";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input autoComplete="off" className={classes("control control-line", className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={classes("control control-area", className)} {...rest} />;
}

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <select className={classes("control control-select", className)} {...rest}>
      {children}
    </select>
  );
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" className={classes("size-4 shrink-0 accent-accent", className)} {...rest} />;
}

type LabelledProps = {
  label: ReactNode;
  hint?: ReactNode;
  problem?: string | undefined;
  mark?: "required" | "optional";
  children: (wiring: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
};

/** Ties a label, a hint and a problem to one control so that screen readers hear all three. */
export function Labelled({ label, hint, problem, mark = "optional", children }: LabelledProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-text-2">
        {label}
        {mark === "required" && (
          <span aria-hidden className="text-danger">
            {" "}
            *
          </span>
        )}
      </label>
      {children({ id, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": problem ? true : undefined })}
      {note && (
        <p id={`${id}-note`} className={classes("text-meta", problem ? "text-danger" : "text-text-3")}>
          {note}
        </p>
      )}
    </div>
  );
}
