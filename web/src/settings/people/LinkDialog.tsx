import { useTranslation } from "react-i18next";
import { Button, Dialog, toast } from "@/shared/ui";

export type Invitation = {
  id: string;
  name: string;
  email: string;
  roles: { id: string; title: string | null }[];
  expires_at: string;
  expired: boolean;
  link?: string;
};

/** Where no mail is set up, the administrator hands the link over himself. It is shown once. */
export function LinkDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation();
  const link = invitation.link ?? "";
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    toast(t("upkeep.people.copied"));
  };
  return (
    <Dialog
      title={t("upkeep.people.linkFor", { name: invitation.name })}
      description={t("upkeep.people.linkHint")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("general.done")}</Button>
          {window.isSecureContext && (
            <Button look="primary" onClick={() => void copy()}>
              {t("upkeep.people.copy")}
            </Button>
          )}
        </>
      }
    >
      <code className="block rounded-control bg-hover p-3 break-all select-all">{link}</code>
    </Dialog>
  );
}
