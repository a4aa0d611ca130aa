import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { type RecordRow, useCatalog, useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { addDays, today } from "@/shared/format";
import { Button, Confirm, Dialog, EmptyState, Input, Labelled, ProblemState, Select, Tag, toast } from "@/shared/ui";
import { CopyButton } from "./CopyButton";
import { Part } from "./Part";

type Token = { id: string; name: string; role: string | null; expires: string | null; created_at: string | null; last_used_at: string | null };

type Fresh = Token & { token: string };

export const tokensQuery = { queryKey: ["tokens"], queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Token[]>("/tokens", { signal }) };

export function Tokens() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { company } = useCatalog();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const roles = useRoles();
  const { data: tokens = [], error, refetch } = useQuery(tokensQuery);
  const now = today(company.time_zone);
  const used = (token: Token) => (token.last_used_at ? t("account.tokens.used", { when: formats.relative(token.last_used_at) }) : t("account.tokens.unused"));
  const revoke = async (token: Token) => {
    setState("busy");
    try {
      await http.delete(`/tokens/${token.id}`);
      toast(t("account.tokens.revoked", { name: token.name }));
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    } finally {
      await client.invalidateQueries({ queryKey: ["tokens"] });
      setEnding(null);
      setState("idle");
    }
  };
  return (
    <Part title={t("account.tokens.title")} hint={t("account.tokens.hint")}>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!error && tokens.length === 0 && (
        <EmptyState className="rounded-card border border-dashed border-line-strong py-8" icon={<KeyRound />} title={t("account.tokens.none")}>
          {t("account.tokens.noneHint")}
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {tokens.map((token) => (
          <li key={token.id} className="flex items-center gap-3 py-2">
            <span aria-hidden className="flex size-8 shrink-0 items-center justify-center rounded-control bg-hover text-text-2">
              <KeyRound className="size-4" />
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate">{token.name}</span>
                {token.expires !== null && token.expires < now && <Tag hue="red">{t("account.tokens.ended")}</Tag>}
              </p>
              <p className="text-meta text-text-3">
                {[
                  roles.find((role) => role.id === token.role)?.name ?? t("account.tokens.myRoles"),
                  token.created_at ? t("account.tokens.made_on", { date: formats.date(token.created_at) }) : "",
                  token.expires ? t("account.tokens.until", { date: formats.date(token.expires) }) : t("account.tokens.forever"),
                  used(token),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <Button aria-label={t("account.tokens.revokeOf", { name: token.name })} onClick={() => setEnding(token)}>
              {t("account.tokens.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      <Button size="form" className="self-start" onClick={() => setMaking(true)}>
        {t("account.tokens.create")}
      </Button>
      {ending && (
        <Confirm title={t("account.tokens.sure", { name: ending.name })} confirm={t("account.tokens.revoke")} state={state} onConfirm={() => void revoke(ending)} onClose={() => setEnding(null)}>
          {t("account.tokens.sureHint", { used: used(ending) })}
        </Confirm>
      )}
      {making && (
        <MakeToken
          onClose={() => {
            setMaking(false);
            void client.invalidateQueries({ queryKey: ["tokens"] });
          }}
        />
      )}
    </Part>
  );
}

function MakeToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const roles = useRoles();
  const now = today(useCatalog().company.time_zone);
  const [name, setName] = useState("");
  const [role, setRole] = useState("");
  const [expires, setExpires] = useState("");
  const [made, setMade] = useState<Fresh | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setMade(await http.post<Fresh>("/tokens", { name: name.trim(), ...(role ? { role } : {}), ...(expires ? { expires } : {}) }));
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  if (made) {
    return (
      <Dialog
        title={t("account.tokens.made")}
        description={t("account.tokens.once")}
        onClose={onClose}
        footer={
          <>
            <Button onClick={onClose}>{t("general.done")}</Button>
            <CopyButton look="primary" text={made.token} />
          </>
        }
      >
        <code className="block rounded-control bg-hover p-3 break-all select-all">{made.token}</code>
        <p className="pt-2 text-text-2">{t("account.tokens.how")}</p>
        <code className="mt-1 block rounded-control bg-hover p-3 text-meta break-all">{`curl -H "Authorization: Bearer …" ${window.location.origin}/api/v1/customers`}</code>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("account.tokens.create")} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("account.tokens.name")} mark="required">
          {(wiring) => <Input {...wiring} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t("account.tokens.role")} hint={t("account.tokens.roleHint")}>
          {(wiring) => (
            <Select {...wiring} value={role} onChange={(event) => setRole(event.target.value)}>
              <option value="">{t("account.tokens.myRoles")}</option>
              {roles.map((row) => (
                <option key={row.id} value={row.id}>
                  {row.name}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("account.tokens.expires")}>{(wiring) => <DayInput {...wiring} min={addDays(now, 1)} value={expires} onDay={setExpires} />}</Labelled>
        {problem && <p role="alert" className="text-danger">{problem}</p>}
        <Button type="submit" look="primary" size="form">
          {t("general.create")}
        </Button>
      </form>
    </Dialog>
  );
}

function useRoles(): { id: string; name: string }[] {
  const object = useCatalog().objects.role;
  const { data } = useQuery({
    queryKey: ["records", "role", "choices"],
    enabled: object !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/roles", { query: { sort: "name", limit: 100, fields: "name" }, signal }),
  });
  return (data?.data ?? []).map((row) => ({ id: row.id, name: String(row.name ?? "") }));
}
