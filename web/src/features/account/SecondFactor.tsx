import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, remembered, type Session, useProblemText } from "@/shared/api";
import { Button, Dialog, Input, Labelled, ProblemState, Tag, toast } from "@/shared/ui";
import { CopyButton } from "./CopyButton";
import { Part } from "./Part";
import { Qr } from "./Qr";

type Step = { name: "closed" } | { name: "password"; purpose: "begin" | "disable" } | { name: "scan"; secret: string; uri: string } | { name: "codes"; codes: string[] };

export const factorQuery = { queryKey: ["totp"], queryFn: ({ signal }: { signal: AbortSignal }) => http.get<{ on: boolean }>("/totp", { signal }) };

/** One-time codes of an authenticator app, and the recovery codes for the day the phone is gone. */
export function SecondFactor() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { data: factor, error, refetch } = useQuery(factorQuery);
  const [step, setStep] = useState<Step>({ name: "closed" });
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const go = (next: Step) => {
    setTyped("");
    setProblem(null);
    setStep(next);
  };
  const attempt = async (work: () => Promise<Step>) => {
    try {
      go(await work());
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const withPassword = (purpose: "begin" | "disable") =>
    attempt(async () => {
      if (purpose === "begin") {
        const { secret, uri } = await http.post<{ secret: string; uri: string }>("/totp/begin", { password: typed });
        return { name: "scan", secret, uri };
      }
      remembered(await http.post<Session>("/totp/disable", { password: typed }));
      await client.invalidateQueries({ queryKey: ["totp"] });
      toast(t("account.factor.off"));
      return { name: "closed" };
    });
  const withCode = () =>
    attempt(async () => {
      const { recovery_codes } = remembered(await http.post<Session & { recovery_codes: string[] }>("/totp/confirm", { code: typed.replace(/\s/g, "") }));
      await client.invalidateQueries({ queryKey: ["totp"] });
      return { name: "codes", codes: recovery_codes };
    });
  const close = () => go({ name: "closed" });
  return (
    <Part title={t("account.factor.title")} hint={t("account.factor.hint")}>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {factor && (
        <p className="flex items-center gap-2">
          <Tag hue={factor.on ? "green" : "gray"}>{t(factor.on ? "account.factor.isOn" : "account.factor.isOff")}</Tag>
          <span className="text-text-2">{t(factor.on ? "account.factor.onHint" : "account.factor.offHint")}</span>
        </p>
      )}
      {factor && (
        <Button size="form" className="self-start" onClick={() => go({ name: "password", purpose: factor.on ? "disable" : "begin" })}>
          {factor.on ? t("account.factor.turnOff") : t("account.factor.setUp")}
        </Button>
      )}
      {step.name === "password" && (
        <Dialog title={t(step.purpose === "begin" ? "account.factor.setUpTitle" : "account.factor.turnOffTitle")} description={t(step.purpose === "begin" ? "account.factor.passwordHint" : "account.factor.turnOffHint")} width="narrow" onClose={close}>
          <Ask label={t("session.password")} type="password" typed={typed} onType={setTyped} problem={problem} onSubmit={() => withPassword(step.purpose)} />
        </Dialog>
      )}
      {step.name === "scan" && (
        <Dialog title={t("account.factor.title")} description={t("account.factor.scan")} width="narrow" onClose={close}>
          <div className="flex flex-col items-center gap-3">
            <Qr text={step.uri} label={t("account.factor.qr")} />
            <p className="text-meta text-text-3">{t("account.factor.byHand")}</p>
            <code className="text-center break-all text-text-2 select-all">{step.secret}</code>
            <CopyButton text={step.secret} />
          </div>
          <Ask label={t("session.code")} type="code" typed={typed} onType={setTyped} problem={problem} onSubmit={withCode} />
        </Dialog>
      )}
      {step.name === "codes" && (
        <Dialog
          title={t("account.factor.codes")}
          description={t("account.factor.codesHint")}
          onClose={close}
          footer={
            <>
              <CopyButton text={step.codes.join("\n")} />
              <Button onClick={() => saveCodes(step.codes, t("account.factor.codes"))}>
                <Download aria-hidden className="size-4" />
                {t("account.factor.save")}
              </Button>
              <Button look="primary" onClick={close}>
                {t("account.factor.kept")}
              </Button>
            </>
          }
        >
          <ul className="grid grid-cols-2 gap-2 font-mono">
            {step.codes.map((code) => (
              <li key={code} className="rounded-control bg-hover px-2 py-1 text-center select-all">
                {code}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </Part>
  );
}

function saveCodes(codes: string[], title: string): void {
  const address = URL.createObjectURL(new Blob([`Guanxi · ${title} · ${window.location.host}\n\n${codes.join("\n")}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "guanxi-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(address);
}

type AskProps = { label: ReactNode; type: "password" | "code"; typed: string; onType: (text: string) => void; problem: string | null; onSubmit: () => Promise<void> };

function Ask({ label, type, typed, onType, problem, onSubmit }: AskProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "busy">("idle");
  const box = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    await onSubmit();
    setState("idle");
    box.current?.select();
  };
  return (
    <form className="flex flex-col gap-3 pt-2" onSubmit={(event) => void submit(event)}>
      <Labelled label={label} problem={problem ?? undefined}>
        {(wiring) => (
          <Input
            {...wiring}
            ref={box}
            required
            type={type === "password" ? "password" : "text"}
            inputMode={type === "code" ? "numeric" : "text"}
            autoComplete={type === "code" ? "one-time-code" : "current-password"}
            value={typed}
            onChange={(event) => onType(event.target.value)}
          />
        )}
      </Labelled>
      <Button type="submit" look="primary" size="form" state={state}>
        {t("session.confirm")}
      </Button>
    </form>
  );
}
