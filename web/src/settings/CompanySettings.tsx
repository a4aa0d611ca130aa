import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentProps, type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Checkbox, Input, Labelled, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { Logo } from "./Logo";

type Setting = string | number | boolean | null;

type Settings = Record<string, Setting>;

/** Settings that know only a few answers. */
const ANSWERS: Record<string, string[]> = {
  "company.language": ["zh-Hans", "zh-Hant", "en"],
  "company.locale": ["zh-CN", "zh-TW", "en"],
  "company.week_start": ["monday", "sunday", "saturday"],
  "company.rise": ["red", "green"],
  "company.sort_order": ["pinyin", "stroke", "zhuyin"],
  "insight.rfm_rule": ["a", "b", "c"],
  "insight.purchase_model": ["auto", "mbgnbd", "bgnbd", "paretonbd", "mbgcnbd", "nbd"],
};

/** Settings with so many answers that one types and chooses. */
const SUGGESTIONS: Record<string, () => string[]> = {
  "company.time_zone": () => Intl.supportedValuesOf("timeZone"),
  "company.currency": () => Intl.supportedValuesOf("currency"),
};

const ORDER = ["company.name", "company.language", "company.locale", "company.currency", "company.time_zone", "company.week_start", "company.rise"];

const GROUPS = ["company", "security", "insight"];

export function CompanySettings() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ["settings"], queryFn: ({ signal }) => http.get<Record<string, unknown>>("/settings", { signal }) });
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  const flat = data && flattened(data);
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-5 px-4 py-6">
      <h1 className="text-record font-semibold">{t("settings.sections.company")}</h1>
      <Logo />
      {flat ? <SettingsForm key={JSON.stringify(flat)} settings={flat} /> : <SkeletonLines count={8} />}
    </div>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const code = useCodeText();
  const client = useQueryClient();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [values, setValues] = useState(settings);
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const groups = [...new Set([...GROUPS, ...Object.keys(settings).map((key) => key.split(".")[0] ?? "")])].filter((group) => Object.keys(settings).some((key) => key.startsWith(`${group}.`)));
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== settings[key]));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      await http.patch("/settings", changed);
      toast(t("settings.saved"));
      await Promise.all([client.invalidateQueries({ queryKey: ["settings"] }), client.invalidateQueries({ queryKey: ["catalog"] })]);
    } catch (problem) {
      setError(problem);
    } finally {
      setState("idle");
    }
  };
  return (
    <form className="flex flex-col gap-6" onSubmit={(event) => void submit(event)}>
      {groups.map((group) => (
        <fieldset key={group} className="flex flex-col gap-3">
          <legend className="pb-2 text-title font-semibold">{code("settings.groups", group)}</legend>
          {Object.entries(values)
            .filter(([key]) => key.split(".")[0] === group)
            .toSorted(([left], [right]) => place(left) - place(right))
            .map(([key, value]) => {
              const refusal = problemOfField(error, key);
              return (
                <Labelled key={key} label={code("settings.keys", key.replaceAll(".", "_"), {}, key)} problem={refusal ? fieldProblem(refusal) : undefined}>
                  {(wiring) =>
                    typeof value === "boolean" ? (
                      <Checkbox {...wiring} checked={value} onChange={(event) => setValues({ ...values, [key]: event.target.checked })} />
                    ) : ANSWERS[key] ? (
                      <Select {...wiring} value={String(value ?? "")} onChange={(event) => setValues({ ...values, [key]: event.target.value })}>
                        {ANSWERS[key].map((answer) => (
                          <option key={answer} value={answer}>
                            {code("settings.answers", answer.replaceAll("-", "_"), {}, answer)}
                          </option>
                        ))}
                      </Select>
                    ) : (
                      <SettingInput
                        {...wiring}
                        suggestions={SUGGESTIONS[key]}
                        inputMode={typeof settings[key] === "number" ? "decimal" : "text"}
                        value={value ?? ""}
                        onChange={(event) => setValues({ ...values, [key]: typed(settings[key] ?? null, event.target.value) })}
                      />
                    )
                  }
                </Labelled>
              );
            })}
        </fieldset>
      ))}
      {error !== null && <p role="alert" className="text-danger">{problemText(error)}</p>}
      <Button type="submit" look="primary" size="form" className="self-start" state={state} disabled={Object.keys(changed).length === 0}>
        {t("general.save")}
      </Button>
    </form>
  );
}

type SettingInputProps = ComponentProps<typeof Input> & { id: string; suggestions: (() => string[]) | undefined };

function SettingInput({ suggestions, ...rest }: SettingInputProps) {
  const list = `${rest.id}-answers`;
  return (
    <>
      <Input {...rest} list={suggestions ? list : undefined} />
      {suggestions && (
        <datalist id={list}>
          {suggestions().map((answer) => (
            <option key={answer} value={answer}>
              {answer}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

function place(key: string): number {
  const at = ORDER.indexOf(key);
  return at < 0 ? ORDER.length : at;
}

function typed(before: Setting, text: string): Setting {
  if (typeof before !== "number") return text;
  const amount = Number(text);
  return text.trim() === "" || Number.isNaN(amount) ? text : amount;
}

function flattened(tree: Record<string, unknown>, prefix = ""): Settings {
  const flat: Settings = {};
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) Object.assign(flat, flattened(value as Record<string, unknown>, `${prefix}${key}.`));
    else if (value === null || ["string", "number", "boolean"].includes(typeof value)) flat[prefix + key] = value as Setting;
  }
  return flat;
}
