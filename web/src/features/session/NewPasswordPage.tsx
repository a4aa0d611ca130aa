import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, Problem, problemOfField, useFieldProblemText } from "@/shared/api";
import { Button, Input, Labelled } from "@/shared/ui";
import { DeadLink } from "./DeadLink";
import { Entrance } from "./Entrance";
import { enter, hideToken } from "./linkToken";

export function NewPasswordPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const fieldProblem = useFieldProblemText();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy" | "done">("idle");
  useEffect(hideToken, []);
  const refusal = problemOfField(error, "password");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      await http.post("/password/new", { token, password });
      setState("done");
    } catch (problem) {
      setError(problem);
      setState("idle");
    }
  };
  if (state === "done") {
    return (
      <Entrance title={t("joining.newPassword.done")} hint={t("joining.newPassword.doneHint")}>
        <Button look="primary" size="form" onClick={enter}>
          {t("joining.toSignIn")}
        </Button>
      </Entrance>
    );
  }
  if (token === "" || (error instanceof Problem && !refusal)) return <DeadLink error={error ?? new Problem(409, { code: "refused" })} />;
  return (
    <Entrance title={t("joining.newPassword.title")} hint={t("joining.newPassword.hint")}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("joining.newPassword.password")} hint={t("joining.passwordHint")} problem={refusal && fieldProblem(refusal)}>
          {(wiring) => <Input {...wiring} type="password" name="password" autoComplete="new-password" autoFocus required value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="primary" size="form" state={state}>
          {t("general.save")}
        </Button>
      </form>
    </Entrance>
  );
}
