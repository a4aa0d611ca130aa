import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { clientLanguage, hasChosenLanguage, type ServerLanguage, serverLanguage, switchLanguage, useLanguage } from "@/shared/i18n";
import { Button, Input, Labelled, Spinner } from "@/shared/ui";
import { DeadLink } from "./DeadLink";
import { Entrance } from "./Entrance";
import { enter, hideToken } from "./linkToken";

type Invitation = { name: string; email: string; language: ServerLanguage };

/** The invited says how he is called and which password he wants, and is in. */
export function InvitationPage({ token, company }: { token: string; company: string | undefined }) {
  const { t } = useTranslation();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    hideToken();
    http
      .post<Invitation>("/invitation", { token })
      .then((found) => {
        setInvitation(found);
        if (!hasChosenLanguage()) void switchLanguage(clientLanguage(found.language));
      })
      .catch(setError);
  }, [token]);
  if (error !== null) return <DeadLink error={error} />;
  return (
    <Entrance title={company || "Guanxi 关系"} hint={t("joining.invitation.hint")}>
      {invitation ? <Acceptance token={token} invitation={invitation} /> : <Spinner />}
    </Entrance>
  );
}

function Acceptance({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const problem = (field: string) => {
    const found = problemOfField(error, field);
    return found && fieldProblem(found);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      await http.post("/invitation/accept", { token, name, password, language: serverLanguage(language) });
      enter();
    } catch (refusal) {
      setError(refusal);
      setState("idle");
    }
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Labelled label={t("session.email")}>{(wiring) => <Input {...wiring} type="email" name="email" autoComplete="username" readOnly value={invitation.email} />}</Labelled>
      <Labelled label={t("session.setup.name")} problem={problem("name")}>
        {(wiring) => <Input {...wiring} name="name" autoComplete="name" required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />}
      </Labelled>
      <Labelled label={t("session.password")} hint={t("joining.passwordHint")} problem={problem("password")}>
        {(wiring) => <Input {...wiring} type="password" name="password" autoComplete="new-password" autoFocus required value={password} onChange={(event) => setPassword(event.target.value)} />}
      </Labelled>
      {error !== null && !problem("name") && !problem("password") && (
        <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
          {problemText(error)}
        </p>
      )}
      <Button type="submit" look="primary" size="form" state={state}>
        {t("joining.invitation.accept")}
      </Button>
    </form>
  );
}
