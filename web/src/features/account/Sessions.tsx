import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, ProblemState, Tag, toast } from "@/shared/ui";
import { deviceName } from "./deviceName";
import { Part } from "./Part";

type OpenSession = { id: string; created_at: string; last_seen_at: string; address: string | null; agent: string | null; current: boolean };

export const sessionsQuery = { queryKey: ["sessions"], queryFn: ({ signal }: { signal: AbortSignal }) => http.get<OpenSession[]>("/sessions", { signal }) };

export function Sessions() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { data: sessions = [], error, refetch } = useQuery(sessionsQuery);
  const revoke = async (id: string) => {
    try {
      await http.delete(`/sessions/${id}`);
      await client.invalidateQueries({ queryKey: ["sessions"] });
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    }
  };
  return (
    <Part title={t("account.sessions.title")} hint={t("account.sessions.hint")}>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate">{deviceName(session.agent) ?? t("account.sessions.unknown")}</span>
                {session.current && <Tag hue="green">{t("account.sessions.current")}</Tag>}
              </p>
              <p className="truncate text-meta text-text-3">{[session.address, formats.relative(session.last_seen_at ?? session.created_at)].filter(Boolean).join(" · ")}</p>
            </div>
            {!session.current && <Button onClick={() => void revoke(session.id)}>{t("account.sessions.revoke")}</Button>}
          </li>
        ))}
      </ul>
    </Part>
  );
}
