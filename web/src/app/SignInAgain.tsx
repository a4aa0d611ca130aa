import { useTranslation } from "react-i18next";
import { SignInForm } from "@/features/session/SignInForm";
import { queryClient, sessionQuery, signedInAgain } from "@/shared/api";
import { Dialog } from "@/shared/ui";

/** The session ran out: one signs in over the page, and whatever was being written stays. */
export function SignInAgain({ id, email, onDone }: { id: string; email: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("session.expired")} description={t("session.expiredHint")} width="narrow" onClose={() => {}}>
      <SignInForm
        email={email}
        onSignedIn={(session) => {
          // Somebody else must not send what the first one wrote.
          if (session.user?.id !== id) return window.location.reload();
          queryClient.setQueryData(sessionQuery.queryKey, session);
          signedInAgain();
          void queryClient.invalidateQueries();
          onDone();
        }}
      />
    </Dialog>
  );
}
