import { type ReactNode, Suspense } from "react";
import { early } from "./early";
import { fetchMenus } from "./Menu";
import { fetchPicker } from "./Picker";

const DialogPanel = early(() => import("./DialogPanel").then((part) => part.DialogPanel));

export type DialogProps = {
  title: ReactNode;
  description?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  width?: "narrow" | "normal" | "wide";
};

/** The first page needs no dialog; the shell fetches it while nothing else is to be done. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense>
      <DialogPanel {...props} />
    </Suspense>
  );
}

/** What pages need only after the first click. */
export async function fetchDialogs(): Promise<void> {
  await Promise.allSettled([DialogPanel.fetch(), fetchPicker(), fetchMenus()]);
}
