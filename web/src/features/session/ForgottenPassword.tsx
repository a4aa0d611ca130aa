import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, Problem, useProblemText } from "@/shared/api";
import { Button, Input, Labelled } from "@/shared/ui";

type ForgottenPasswordProps = { mail: boolean; onBack: () => void };

/** The answer is the same whether anybody has that address. Where no mail goes out, the way leads past the administrator. */
export function ForgottenPassword({ mail, onBack }: ForgottenPasswordProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setProblem(null);
    try {
      await http.post("/password/forgotten", { email: email.trim() });
      setState("done");
    } catch (error) {
      setProblem(error instanceof Problem && error.code === "limited" ? t("session.limited", { seconds: String(error.params.retry_after ?? "60") }) : problemText(error));
      setState("idle");
    }
  };
  return (
    <div className="flex flex-col gap-4">
      {!mail ? (
        <p>{t("joining.forgotten.noMail")}</p>
      ) : state === "done" ? (
        <p role="status">{t("joining.forgotten.sent", { email: email.trim() })}</p>
      ) : (
        <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
          <Labelled label={t("session.email")} hint={t("joining.forgotten.hint")}>
            {(wiring) => <Input {...wiring} type="email" name="email" autoComplete="username" autoFocus required value={email} onChange={(event) => setEmail(event.target.value)} />}
          </Labelled>
          {problem && (
            <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
              {problem}
            </p>
          )}
          <Button type="submit" look="primary" size="form" state={state}>
            {t("joining.forgotten.send")}
          </Button>
        </form>
      )}
      <Button look="quiet" onClick={onBack}>
        {t("joining.toSignIn")}
      </Button>
    </div>
  );
}
