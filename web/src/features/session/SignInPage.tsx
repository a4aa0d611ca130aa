import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Company, sessionQuery } from "@/shared/api";
import { withTexts } from "@/shared/i18n";
import { Button } from "@/shared/ui";
import { Entrance } from "./Entrance";
import { SignInForm } from "./SignInForm";

const ForgottenPassword = lazy(() => withTexts(import("./ForgottenPassword")).then(({ ForgottenPassword }) => ({ default: ForgottenPassword })));

export function SignInPage({ company, mail }: { company: Company | undefined; mail: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [step, setStep] = useState<"signIn" | "forgotten">("signIn");
  return (
    <Entrance title={company?.name || "Guanxi 关系"} logo={company?.logo ?? null} hint={t("session.signInHint")}>
      {step === "signIn" ? (
        <>
          <SignInForm onSignedIn={(session) => client.setQueryData(sessionQuery.queryKey, session)} />
          <Button look="quiet" className="mt-2 w-full" onClick={() => setStep("forgotten")}>
            {t("session.forgotten")}
          </Button>
        </>
      ) : (
        <Suspense>
          <ForgottenPassword mail={mail} onBack={() => setStep("signIn")} />
        </Suspense>
      )}
    </Entrance>
  );
}
