import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemOfField, sessionQuery, setUp, useFieldProblemText, useProblemText } from "@/shared/api";
import { LANGUAGE_NAMES, LANGUAGES, serverLanguage, switchLanguage, useLanguage } from "@/shared/i18n";
import { Button, Input, Labelled, Select } from "@/shared/ui";
import { Entrance } from "./Entrance";

const CURRENCIES = ["CNY", "TWD", "HKD", "USD", "EUR", "JPY", "SGD", "MYR", "GBP", "AUD", "CAD", "KRW", "THB", "VND", "IDR", "CHF"];

const LEAST_PASSWORD = 10;

/** The first start: who are you, and in what money do you count. */
export function SetupPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const language = useLanguage();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [form, setForm] = useState(() => ({ company: "", name: "", email: "", password: "", currency: language === "zh-TW" ? "TWD" : language === "zh-CN" ? "CNY" : "USD" }));
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const set = (name: keyof typeof form, value: string) => setForm((current) => ({ ...current, [name]: value }));
  const refusal = (name: string) => {
    const problem = problemOfField(error, name);
    return problem ? fieldProblem(problem) : undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      client.setQueryData(sessionQuery.queryKey, await setUp({ ...form, email: form.email.trim(), language: serverLanguage(language) }));
    } catch (problem) {
      setError(problem);
    } finally {
      setState("idle");
    }
  };
  const shownInField = ["company", "name", "email", "password", "currency"].some((name) => problemOfField(error, name));
  return (
    <Entrance title={t("session.setup.title")} hint={t("session.setup.hint")}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("session.setup.company")} problem={refusal("company")}>
          {(wiring) => <Input {...wiring} autoFocus required maxLength={120} autoComplete="organization" value={form.company} onChange={(event) => set("company", event.target.value)} />}
        </Labelled>
        <Labelled label={t("session.setup.name")} problem={refusal("name")}>
          {(wiring) => <Input {...wiring} required maxLength={120} autoComplete="name" value={form.name} onChange={(event) => set("name", event.target.value)} />}
        </Labelled>
        <Labelled label={t("session.email")} problem={refusal("email")}>
          {(wiring) => <Input {...wiring} type="email" required autoComplete="username" value={form.email} onChange={(event) => set("email", event.target.value)} />}
        </Labelled>
        <Labelled label={t("session.password")} hint={t("session.setup.passwordHint", { count: LEAST_PASSWORD })} problem={refusal("password")}>
          {(wiring) => <Input {...wiring} type="password" required minLength={LEAST_PASSWORD} autoComplete="new-password" value={form.password} onChange={(event) => set("password", event.target.value)} />}
        </Labelled>
        <div className="grid grid-cols-2 gap-3">
          <Labelled label={t("shell.language")}>
            {(wiring) => (
              <Select
                {...wiring}
                value={language}
                onChange={(event) => {
                  const next = LANGUAGES.find((candidate) => candidate === event.target.value);
                  if (next) void switchLanguage(next);
                }}
              >
                {LANGUAGES.map((value) => (
                  <option key={value} value={value}>
                    {LANGUAGE_NAMES[value]}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
          <Labelled label={t("session.setup.currency")} problem={refusal("currency")}>
            {(wiring) => (
              <Select {...wiring} value={form.currency} onChange={(event) => set("currency", event.target.value)}>
                {CURRENCIES.map((currency) => (
                  <option key={currency} value={currency}>
                    {currency} {new Intl.DisplayNames(language, { type: "currency" }).of(currency)}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
        </div>
        {error !== null && !shownInField && (
          <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
            {problemText(error)}
          </p>
        )}
        <Button type="submit" look="primary" size="form" state={state}>
          {t("session.setup.start")}
        </Button>
      </form>
    </Entrance>
  );
}
