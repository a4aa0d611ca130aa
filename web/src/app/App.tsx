import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { linkPage } from "@/features/session/linkToken";
import { clientLanguage, hasChosenLanguage, switchLanguage, withTexts } from "@/shared/i18n";
import { queryClient, sessionQuery, whenSignedOut } from "@/shared/api";
import { early, ProblemState, Spinner, Toasts } from "@/shared/ui";

const SignInPage = lazy(() => import("@/features/session/SignInPage").then(({ SignInPage }) => ({ default: SignInPage })));
const SignInAgain = lazy(() => import("./SignInAgain").then(({ SignInAgain }) => ({ default: SignInAgain })));
const SetupPage = lazy(() => import("@/features/session/SetupPage").then(({ SetupPage }) => ({ default: SetupPage })));
const InvitationPage = lazy(() => withTexts(import("@/features/session/InvitationPage")).then(({ InvitationPage }) => ({ default: InvitationPage })));
const NewPasswordPage = lazy(() => withTexts(import("@/features/session/NewPasswordPage")).then(({ NewPasswordPage }) => ({ default: NewPasswordPage })));
const SignedIn = early(() => import("./SignedIn").then((part) => part.SignedIn));

/** Nearly everybody who comes is signed in already: what he will see is fetched while the server is asked who he is. */
export const fetchPages = SignedIn.fetch;

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
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const [link] = useState(() => linkPage(window.location));
  const [expired, setExpired] = useState<"no" | "yes">("no");
  const language = session?.user?.language ?? null;
  useEffect(() => {
    if (language && !hasChosenLanguage()) void switchLanguage(clientLanguage(language));
  }, [language]);
  useEffect(() => whenSignedOut(() => setExpired("yes")), []);
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

function Waiting() {
  return (
    <div className="flex h-full items-center justify-center text-text-3">
      <Spinner />
    </div>
  );
}
