import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type RecordRow, useCatalog } from "@/metadata";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { LANGUAGE_NAMES, LANGUAGES, type Language, clientLanguage, serverLanguage } from "@/shared/i18n";
import { Button, Checkbox, Dialog, Input, Labelled, Select, toast } from "@/shared/ui";
import { type Invitation, LinkDialog } from "./LinkDialog";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { company } = useCatalog();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const roles = useNames("/roles");
  const teams = useNames("/teams");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [team, setTeam] = useState("");
  const [language, setLanguage] = useState<Language>(clientLanguage(company.language));
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [made, setMade] = useState<Invitation | null>(null);
  const problem = (field: string) => {
    const found = problemOfField(error, field);
    return found && fieldProblem(found);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    setError(null);
    try {
      const body = { name, email, roles: chosen, team: team || null, language: serverLanguage(language) };
      const invitation = await http.post<Invitation>("/invitations", body);
      await client.invalidateQueries({ queryKey: ["invitations"] });
      if (invitation.link) return setMade(invitation);
      toast(t("upkeep.people.sent", { email: invitation.email }));
      onClose();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setState("idle");
    }
  };
  if (made) return <LinkDialog invitation={made} onClose={onClose} />;
  const known = ["name", "email", "roles", "team"].some((field) => problem(field));
  return (
    <Dialog title={t("upkeep.people.invite")} description={t("upkeep.people.inviteHint")} onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("upkeep.people.name")} mark="required" problem={problem("name")}>
          {(wiring) => <Input {...wiring} required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Labelled label={t("session.email")} mark="required" problem={problem("email")}>
          {(wiring) => <Input {...wiring} type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Labelled>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-text-2">{t("upkeep.people.roles")}</legend>
          {roles.map((role) => (
            <label key={role.id} className="flex items-center gap-2">
              <Checkbox
                checked={chosen.includes(role.id)}
                onChange={(event) => setChosen(event.target.checked ? [...chosen, role.id] : chosen.filter((other) => other !== role.id))}
              />
              {role.name}
            </label>
          ))}
          {problem("roles") && <p className="text-meta text-danger">{problem("roles")}</p>}
        </fieldset>
        {teams.length > 0 && (
          <Labelled label={t("upkeep.people.team")} problem={problem("team")}>
            {(wiring) => (
              <Select {...wiring} value={team} onChange={(event) => setTeam(event.target.value)}>
                <option value="">{t("upkeep.people.noTeam")}</option>
                {teams.map((row) => (
                  <option key={row.id} value={row.id}>
                    {row.name}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
        )}
        <Labelled label={t("upkeep.people.language")}>
          {(wiring) => (
            <Select {...wiring} value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
              {LANGUAGES.map((value) => (
                <option key={value} value={value}>
                  {LANGUAGE_NAMES[value]}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        {error !== null && !known && <p role="alert" className="text-danger">{problemText(error)}</p>}
        <Button type="submit" look="primary" size="form" state={state} disabled={chosen.length === 0}>
          {t("upkeep.people.send")}
        </Button>
      </form>
    </Dialog>
  );
}

function useNames(path: "/roles" | "/teams"): { id: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ["records", path, "names"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(path, { query: { sort: "name", limit: 200, fields: "name" }, signal }),
  });
  return (data?.data ?? []).map((row) => ({ id: row.id, name: String(row.name ?? "") }));
}
