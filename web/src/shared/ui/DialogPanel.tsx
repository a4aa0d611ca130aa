import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { classes } from "./classes";
import type { DialogProps } from "./Dialog";

const FIRST = ["[data-first]", "input:not([type=hidden]):not([type=file]), textarea", "select"];

const WIDTHS = { narrow: "md:max-w-100", normal: "md:max-w-130", wide: "md:max-w-200" };

/** The scrim is ours, not Radix's overlay, because that one writes an inline style sheet. */
export function DialogPanel({ title, description, onClose, children, footer, width = "normal" }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div aria-hidden className="fixed inset-0 z-40 bg-scrim" />
        <div className="fixed inset-0 z-50 flex items-end justify-center md:items-start md:pt-[10vh]">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            onOpenAutoFocus={focusFirstField}
            className={classes(
              "flex max-h-[92dvh] w-full animate-sheet flex-col rounded-t-dialog border border-line bg-panel shadow-float outline-none md:max-h-[78dvh] md:w-[calc(100vw-32px)] md:animate-float md:rounded-dialog",
              WIDTHS[width],
            )}
          >
            <div className="flex items-center justify-between gap-2 px-4 pt-3 pb-2">
              <Radix.Title className="text-title font-semibold">{title}</Radix.Title>
              <Radix.Close asChild>
                <IconButton label={t("general.close")}>
                  <X className="size-4" />
                </IconButton>
              </Radix.Close>
            </div>
            {description && <Radix.Description className="px-4 pb-2 text-text-2">{description}</Radix.Description>}
            <div className="min-h-0 flex-1 overflow-auto px-4 pb-4">{children}</div>
            {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The close button stands first in the dialog, but the person came to fill in the first field. */
function focusFirstField(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  const field = FIRST.map((selector) => dialog.querySelector<HTMLElement>(selector)).find((found) => found !== null);
  if (!field) return;
  event.preventDefault();
  field.focus();
}
