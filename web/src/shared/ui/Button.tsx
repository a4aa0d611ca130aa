import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Spinner } from "./Spinner";

type Look = "primary" | "plain" | "quiet" | "danger";

type ButtonProps = ComponentProps<"button"> & { look?: Look; size?: "small" | "form"; state?: "idle" | "busy" };

const LOOKS: Record<Look, string> = { primary: "button-primary", plain: "button-plain", quiet: "button-quiet", danger: "button-danger" };

export function Button({ look = "plain", size = "small", state = "idle", className, children, disabled, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled || state === "busy"}
      aria-busy={state === "busy" || undefined}
      className={classes(
        "button",
        size === "form" && "button-form",
        LOOKS[look],
        className,
      )}
      {...rest}
    >
      {state === "busy" && <Spinner />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & { label: string };

export function IconButton({ label, className, type = "button", title, ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={title ?? label}
      className={classes("icon-button", className)}
      {...rest}
    />
  );
}
