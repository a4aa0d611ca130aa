import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { linkPage } from "@/features/session/linkToken";
import { clientLanguage, hasChosenLanguage, switchLanguage, withTexts } from "@/shared/i18n";
import { isOffline, queryClient, sessionQuery, whenSignedOut } from "@/shared/api";
import { Button, early, EmptyState, ProblemState, Spinner, Toasts } from "@/shared/ui";

const SignInPage = lazy(() => import("@/features/session/SignInPage").then(({ SignInPage }) => ({ default: SignInPage })));
const SignInAgain = lazy(() => import("./SignInAgain").then(({ SignInAgain }) => ({ default: SignInAgain })));
const SetupPage = lazy(() => import("@/features/session/SetupPage").then(({ SetupPage }) => ({ default: SetupPage })));
const InvitationPage = lazy(() => withTexts(import("@/features/session/InvitationPage")).then(({ InvitationPage }) => ({ default: InvitationPage })));
const NewPasswordPage = lazy(() => withTexts(import("@/features/session/NewPasswordPage")).then(({ NewPasswordPage }) => ({ default: NewPasswordPage })));
const SignedIn = early(() => import("./SignedIn").then((part) => part.SignedIn));

/** Nearly everybody who comes is signed in already: what he will see is fetched while the server is asked who he is. */
export const fetchPages = SignedIn.fetch;

const TRY_AGAIN_MS = 3000;

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<Waiting />}>
        <SessionGate />
      </Suspense>
      <Toasts />
    </QueryClientProvider>
  );
}

function SessionGate() {
  const { data: session, error, refetch } = useQuery({ ...sessionQuery, refetchInterval: ({ state }) => (state.data || !isOffline(state.error) ? false : TRY_AGAIN_MS) });
  const [link] = useState(() => linkPage(window.location));
  const [expired, setExpired] = useState<"no" | "yes">("no");
  const language = session?.user?.language ?? null;
  useEffect(() => {
    if (language && !hasChosenLanguage()) void switchLanguage(clientLanguage(language));
  }, [language]);
  useEffect(() => whenSignedOut(() => setExpired("yes")), []);
  if (!session && isOffline(error)) return <NoServer onRetry={() => void refetch()} />;
  if (error && !session) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!session) return <Waiting />;
  switch (link?.kind) {
    case "invitation":
      return <InvitationPage token={link.token} company={session.company?.name} />;
    case "newPassword":
      return <NewPasswordPage token={link.token} />;
    case undefined:
  }
  switch (session.state) {
    case "setup":
      return <SetupPage />;
    case "signed_out":
      return <SignInPage company={session.company} mail={session.mail ?? false} />;
    case "signed_in":
      return (
        <>
          <SignedIn />
          <Suspense>{expired === "yes" && <SignInAgain id={session.user?.id ?? ""} email={session.user?.email ?? ""} onDone={() => setExpired("no")} />}</Suspense>
        </>
      );
    default:
      return session.state satisfies never;
  }
}

/** The program itself is kept in the browser and stands; what it would show is with the server. */
function NoServer({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="flex h-full items-center justify-center">
      <EmptyState heading="h1" icon={<WifiOff />} title={t("shell.noServer.title")} action={<Button onClick={onRetry}>{t("general.retry")}</Button>}>
        {t("shell.noServer.hint")}
      </EmptyState>
    </main>
  );
}

function Waiting() {
  return (
    <div className="flex h-full items-center justify-center text-text-3">
      <Spinner />
    </div>
  );
}
