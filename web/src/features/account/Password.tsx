import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOfField, remembered, type Session, useFieldProblemText, useProblemText } from "@/shared/api";
import { Button, Input, Labelled, toast } from "@/shared/ui";
import { Part } from "./Part";

const LEAST_PASSWORD = 10;

export function Password() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      remembered(await http.post<Session>("/password", { current, new: fresh }));
      setCurrent("");
      setFresh("");
      toast(t("account.passwordChanged"));
    } catch (problem) {
      setError(problem);
    } finally {
      setState("idle");
    }
  };
  const refusal = (name: string) => {
    const problem = problemOfField(error, name);
    return problem ? fieldProblem(problem) : undefined;
  };
  return (
    <Part title={t("account.password")}>
      <form className="grid gap-3 sm:grid-cols-2" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("account.currentPassword")} problem={refusal("current")}>
          {(wiring) => <Input {...wiring} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />}
        </Labelled>
        <Labelled label={t("account.newPassword")} problem={refusal("new")} hint={t("session.setup.passwordHint", { count: LEAST_PASSWORD })}>
          {(wiring) => <Input {...wiring} type="password" autoComplete="new-password" required minLength={LEAST_PASSWORD} value={fresh} onChange={(event) => setFresh(event.target.value)} />}
        </Labelled>
        {error !== null && !refusal("current") && !refusal("new") && (
          <p role="alert" className="text-danger sm:col-span-2">
            {problemText(error)}
          </p>
        )}
        <Button type="submit" size="form" className="justify-self-start" state={state}>
          {t("account.changePassword")}
        </Button>
      </form>
    </Part>
  );
}
