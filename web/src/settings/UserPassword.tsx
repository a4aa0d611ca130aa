import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { can } from "@/metadata";
import type { ExtraProps } from "@/records";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { Button, Dialog, Input, Labelled, toast } from "@/shared/ui";

/** How a new colleague gets in: an administrator gives him his first password. */
export function UserPassword({ object, row }: ExtraProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!can(object, "update")) return null;
  return (
    <div className="pb-5">
      <Button size="form" onClick={() => setAsking(true)}>
        <KeyRound aria-hidden className="size-4" />
        {t("settings.password.give")}
      </Button>
      {asking && <GivePassword user={row.id} onClose={() => setAsking(false)} />}
    </div>
  );
}

function GivePassword({ user, onClose }: { user: string; onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const refusal = problemOfField(error, "password");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await http.post(`/users/${user}/password`, { password });
      toast(t("settings.password.given"));
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog title={t("settings.password.give")} description={t("settings.password.hint")} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("account.newPassword")} problem={refusal ? fieldProblem(refusal) : error === null ? undefined : problemText(error)}>
          {(wiring) => <Input {...wiring} type="password" autoComplete="new-password" required value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="primary" size="form">
          {t("general.save")}
        </Button>
      </form>
    </Dialog>
  );
}
