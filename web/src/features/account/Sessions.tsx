import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Confirm, ProblemState, Tag, toast } from "@/shared/ui";
import { deviceName, isHandheld } from "./deviceName";
import { Part } from "./Part";

type OpenSession = { id: string; created_at: string; last_seen_at: string | null; address: string | null; agent: string | null; current: boolean };

export const sessionsQuery = { queryKey: ["sessions"], queryFn: ({ signal }: { signal: AbortSignal }) => http.get<OpenSession[]>("/sessions", { signal }) };

/** Where one is signed in: which device, from where, since when; each can be ended, and all others at once. */
export function Sessions() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { data: sessions = [], error, refetch } = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<OpenSession[]>([]);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const others = sessions.filter((session) => !session.current);
  const name = (session: OpenSession) => deviceName(session.agent) ?? t("account.sessions.unknown");
  const end = async () => {
    setState("busy");
    try {
      for (const session of ending) await http.delete(`/sessions/${session.id}`);
      toast(t("account.sessions.ended", { count: ending.length }));
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    } finally {
      await client.invalidateQueries({ queryKey: ["sessions"] });
      setEnding([]);
      setState("idle");
    }
  };
  return (
    <Part title={t("account.sessions.title")} hint={t("account.sessions.hint")}>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} data-session={session.id} className="flex items-center gap-3 py-2">
            <span aria-hidden className="flex size-8 shrink-0 items-center justify-center rounded-control bg-hover text-text-2">
              {isHandheld(session.agent) ? <Smartphone className="size-4" /> : <Monitor className="size-4" />}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate">{name(session)}</span>
                {session.current && <Tag hue="green">{t("account.sessions.current")}</Tag>}
              </p>
              <p className="truncate text-meta text-text-3">
                {[session.address, t("account.sessions.since", { when: formats.dateTime(session.created_at) }), t("account.sessions.seen", { when: formats.relative(session.last_seen_at ?? session.created_at) })].filter(Boolean).join(" · ")}
              </p>
            </div>
            {!session.current && (
              <Button aria-label={t("account.sessions.revokeOf", { device: name(session) })} onClick={() => setEnding([session])}>
                {t("account.sessions.revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!error && others.length === 0 && <p className="text-text-3">{t("account.sessions.none")}</p>}
      {others.length > 1 && (
        <Button size="form" className="self-start" onClick={() => setEnding(others)}>
          {t("account.sessions.revokeOthers", { count: others.length })}
        </Button>
      )}
      {ending.length > 0 && (
        <Confirm
          title={ending.length === 1 && ending[0] ? t("account.sessions.sure", { device: name(ending[0]) }) : t("account.sessions.sureOthers", { count: ending.length })}
          confirm={t("account.sessions.revoke")}
          state={state}
          onConfirm={() => void end()}
          onClose={() => setEnding([])}
        >
          {t("account.sessions.sureHint")}
        </Confirm>
      )}
    </Part>
  );
}
