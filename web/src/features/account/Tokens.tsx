import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { type RecordRow, useCatalog, useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Dialog, Input, Labelled, ProblemState, Select, toast } from "@/shared/ui";
import { Part } from "./Part";

type Token = { id: string; name: string; role: string | null; expires: string | null; last_used_at: string | null };

type Fresh = Token & { token: string };

export function Tokens() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [making, setMaking] = useState(false);
  const roles = useRoles();
  const { data: tokens = [], error, refetch } = useQuery({ queryKey: ["tokens"], queryFn: ({ signal }) => http.get<Token[]>("/tokens", { signal }) });
  const revoke = async (id: string) => {
    try {
      await http.delete(`/tokens/${id}`);
      await client.invalidateQueries({ queryKey: ["tokens"] });
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    }
  };
  return (
    <Part title={t("account.tokens.title")} hint={t("account.tokens.hint")}>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line">
        {tokens.map((token) => (
            <li key={token.id} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="truncate">{token.name}</p>
                <p className="truncate text-meta text-text-3">
                  {[
                    roles.find((role) => role.id === token.role)?.name,
                    token.expires ? t("account.tokens.until", { date: formats.date(token.expires) }) : t("account.tokens.forever"),
                    token.last_used_at ? t("account.tokens.used", { when: formats.relative(token.last_used_at) }) : t("account.tokens.unused"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              </div>
              <Button onClick={() => void revoke(token.id)}>{t("account.tokens.revoke")}</Button>
            </li>
        ))}
      </ul>
      <Button size="form" className="self-start" onClick={() => setMaking(true)}>
        {t("account.tokens.create")}
      </Button>
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
      <Dialog title={t("account.tokens.made")} description={t("account.tokens.once")} onClose={onClose} footer={<Button look="primary" onClick={onClose}>{t("general.done")}</Button>}>
        <code className="block rounded-control bg-hover p-3 break-all select-all">{made.token}</code>
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
        <Labelled label={t("account.tokens.expires")}>{(wiring) => <DayInput {...wiring} value={expires} onDay={setExpires} />}</Labelled>
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
