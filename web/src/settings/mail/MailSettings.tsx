import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { Button, Input, Labelled, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";
import { Outbox } from "./Outbox";

type Mail = { host: string; port: number; security: Security; user: string; has_password: boolean; from_address: string; from_name: string; set_up: boolean; links_begin_with: string };

type Security = "none" | "starttls" | "tls";

const USUAL_PORTS: Record<Security, number> = { none: 25, starttls: 587, tls: 465 };

export function MailSettings() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["mail"], queryFn: ({ signal }) => http.get<Mail>("/mail", { signal }) });
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsFrame title={t("settings.sections.mail")} hint={t("upkeep.mail.hint")}>
      {data ? <MailForm key={JSON.stringify(data)} mail={data} /> : <SkeletonLines count={7} />}
      {data && <Outbox />}
    </SettingsFrame>
  );
}

function MailForm({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [values, setValues] = useState({ host: mail.host, port: String(mail.port), security: mail.security, user: mail.user, password: "", from_address: mail.from_address, from_name: mail.from_name });
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "saving" | "trying">("idle");
  const problem = (field: string) => {
    const found = problemOfField(error, field);
    if (!found) return undefined;
    return field === "security" ? t("upkeep.mail.openPassword") : fieldProblem(found);
  };
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setState("saving");
    setError(null);
    const { password, port, ...rest } = values;
    try {
      await http.patch("/mail", { ...rest, port: Number(port), ...(password === "" ? {} : { password }) });
      toast(t("settings.saved"));
      await client.invalidateQueries({ queryKey: ["mail"] });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setState("idle");
    }
  };
  const tryOut = async () => {
    setState("trying");
    try {
      const { sent_to } = await http.post<{ sent_to: string }>("/mail/trial");
      toast(t("upkeep.mail.tried", { email: sent_to }));
    } catch (refusal) {
      toast(problemText(refusal), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  const known = ["host", "port", "security", "user", "password", "from_address", "from_name"].some((field) => problem(field));
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
      <Labelled label={t("upkeep.mail.host")} hint={t("upkeep.mail.hostHint")} problem={problem("host")}>
        {(wiring) => <Input {...wiring} value={values.host} onChange={(event) => set({ host: event.target.value })} />}
      </Labelled>
      <div className="grid grid-cols-2 gap-3">
        <Labelled label={t("upkeep.mail.security")} problem={problem("security")}>
          {(wiring) => (
            <Select {...wiring} value={values.security} onChange={(event) => set({ security: event.target.value as Security, port: String(USUAL_PORTS[event.target.value as Security]) })}>
              <option value="starttls">STARTTLS</option>
              <option value="tls">TLS</option>
              <option value="none">{t("upkeep.mail.none")}</option>
            </Select>
          )}
        </Labelled>
        <Labelled label={t("upkeep.mail.port")} problem={problem("port")}>
          {(wiring) => <Input {...wiring} inputMode="numeric" value={values.port} onChange={(event) => set({ port: event.target.value })} />}
        </Labelled>
      </div>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Labelled label={t("upkeep.mail.user")} problem={problem("user")}>
          {(wiring) => <Input {...wiring} value={values.user} onChange={(event) => set({ user: event.target.value })} />}
        </Labelled>
        <Labelled label={t("session.password")} hint={mail.has_password ? t("upkeep.mail.passwordKept") : undefined} problem={problem("password")}>
          {(wiring) => <Input {...wiring} type="password" autoComplete="new-password" value={values.password} onChange={(event) => set({ password: event.target.value })} />}
        </Labelled>
        <Labelled label={t("upkeep.mail.fromAddress")} problem={problem("from_address")}>
          {(wiring) => <Input {...wiring} type="email" value={values.from_address} onChange={(event) => set({ from_address: event.target.value })} />}
        </Labelled>
        <Labelled label={t("upkeep.mail.fromName")} problem={problem("from_name")}>
          {(wiring) => <Input {...wiring} value={values.from_name} onChange={(event) => set({ from_name: event.target.value })} />}
        </Labelled>
      </div>
      <p className="text-meta text-text-3">{t("upkeep.mail.links", { address: mail.links_begin_with })}</p>
      {error !== null && !known && <p role="alert" className="text-danger">{problemText(error)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" state={state === "saving" ? "busy" : "idle"}>
          {t("general.save")}
        </Button>
        {mail.set_up && (
          <Button size="form" state={state === "trying" ? "busy" : "idle"} onClick={() => void tryOut()}>
            {t("upkeep.mail.try")}
          </Button>
        )}
      </div>
    </form>
  );
}
