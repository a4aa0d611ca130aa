import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

type ConfirmProps = { title: string; children?: ReactNode; confirm: string; tone?: "primary" | "danger"; state?: "idle" | "busy"; onConfirm: () => void; onClose: () => void };

export function Confirm({ title, children, confirm, tone = "danger", state = "idle", onConfirm, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      width="narrow"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("general.cancel")}</Button>
          <Button look={tone} state={state} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="text-text-2">{children}</div>
    </Dialog>
  );
}
