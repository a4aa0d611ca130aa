import { lazy, type ReactNode, Suspense } from "react";
import { fetchMenus } from "./Menu";

const panel = () => import("./DialogPanel").then(({ DialogPanel }) => ({ default: DialogPanel }));

const DialogPanel = lazy(panel);

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
  await Promise.all([panel(), import("./PickerList"), fetchMenus()]);
}
