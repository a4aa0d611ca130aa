import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, type Session, signIn, useProblemText } from "@/shared/api";
import { Button, Input, Labelled } from "@/shared/ui";

type SignInFormProps = { email?: string; onSignedIn: (session: Session) => void };

export function SignInForm({ email: known = "", onSignedIn }: SignInFormProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<"password" | "code">("password");
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setProblem(null);
    try {
      onSignedIn(await signIn({ email: email.trim(), password, ...(step === "code" ? { code: code.replace(/\s/g, "") } : {}) }));
    } catch (error) {
      if (error instanceof Problem && error.code === "second_factor_required") {
        setStep("code");
      } else if (error instanceof Problem && error.code === "unauthenticated") {
        setProblem(step === "code" ? t("session.wrongCode") : t("session.wrong"));
      } else if (error instanceof Problem && error.code === "limited") {
        setProblem(t("session.limited", { seconds: String(error.params.retry_after ?? "60") }));
      } else {
        setProblem(problemText(error));
      }
    } finally {
      setState("idle");
    }
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {step === "password" ? (
        <>
          <Labelled label={t("session.email")}>
            {(wiring) => <Input {...wiring} type="email" name="email" autoComplete="username" autoFocus required value={email} onChange={(event) => setEmail(event.target.value)} />}
          </Labelled>
          <Labelled label={t("session.password")}>
            {(wiring) => <Input {...wiring} type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />}
          </Labelled>
        </>
      ) : (
        <Labelled label={t("session.code")} hint={t("session.codeHint")}>
          {(wiring) => <Input {...wiring} name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus required value={code} onChange={(event) => setCode(event.target.value)} />}
        </Labelled>
      )}
      {problem && (
        <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" look="primary" size="form" state={state}>
        {step === "code" ? t("session.confirm") : t("session.signIn")}
      </Button>
      {step === "code" && (
        <Button look="quiet" onClick={() => setStep("password")}>
          {t("general.back")}
        </Button>
      )}
    </form>
  );
}
