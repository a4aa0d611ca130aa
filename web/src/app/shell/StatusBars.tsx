import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye, RefreshCw, WifiOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, remembered, type Session, sessionQuery, useConnection, useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";
import { reloadToNewVersion, useNewVersion } from "./newVersion";

/** What concerns the whole screen: seen through a role, cut off from the server, out of date. */
export function StatusBars() {
  return (
    <>
      <SeenAs />
      <ConnectionLost />
      <NewVersion />
    </>
  );
}

function SeenAs() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const role = useQuery(sessionQuery).data?.seen_as;
  const [state, setState] = useState<"idle" | "busy">("idle");
  if (!role) return null;
  const end = async () => {
    setState("busy");
    try {
      client.setQueryData(sessionQuery.queryKey, remembered(await http.patch<Session>("/session/seen_as", { role: null })));
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  return (
    <Bar icon={<Eye />} tone="accent">
      <span className="min-w-0 flex-1">{t("shell.seenAs", { role: role.name })}</span>
      <Button state={state} onClick={() => void end()}>
        {t("shell.seenAsEnd")}
      </Button>
    </Bar>
  );
}

function ConnectionLost() {
  const { t } = useTranslation();
  if (useConnection() === "live") return null;
  return (
    <Bar icon={<WifiOff />} tone="warn">
      {t("shell.offline")}
    </Bar>
  );
}

function NewVersion() {
  const { t } = useTranslation();
  if (useNewVersion() === "same") return null;
  return (
    <Bar icon={<RefreshCw />} tone="accent">
      <span className="min-w-0 flex-1">{t("shell.newVersion")}</span>
      <Button onClick={reloadToNewVersion}>{t("shell.reload")}</Button>
    </Bar>
  );
}

const TONES = { accent: "bg-accent-soft text-accent-text", warn: "bg-warn-soft text-warn" };

function Bar({ icon, tone, children }: { icon: ReactNode; tone: keyof typeof TONES; children: ReactNode }) {
  return (
    <div role="status" className={`flex min-h-8 shrink-0 items-center gap-2 px-4 py-1 [&>svg]:size-4 [&>svg]:shrink-0 ${TONES[tone]}`}>
      {icon}
      {children}
    </div>
  );
}
