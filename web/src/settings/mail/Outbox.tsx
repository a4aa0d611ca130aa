import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Segmented, toast } from "@/shared/ui";

type OutgoingMail = { id: string; recipient: string; subject: string; state: "queued" | "sent" | "failed"; attempts: number; created_at: string; next_try_at: string | null; sent_at: string | null; last_error: string | null };

type Shown = "all" | OutgoingMail["state"];

/** What is waiting, what went out, what was given up and why. */
export function Outbox() {
  const { t } = useTranslation();
  const code = useCodeText();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [shown, setShown] = useState<Shown>("all");
  const { data } = useQuery({
    queryKey: ["outbox", shown],
    queryFn: ({ signal }) => http.get<{ data: OutgoingMail[] }>("/mail/outbox", { query: { state: shown === "all" ? undefined : shown }, signal }),
    refetchInterval: 5_000,
  });
  const again = async (mail: OutgoingMail) => {
    try {
      await http.post(`/mail/outbox/${mail.id}/again`);
      await client.invalidateQueries({ queryKey: ["outbox"] });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const moment = (mail: OutgoingMail) => {
    if (mail.sent_at) return formats.dateTime(mail.sent_at);
    if (mail.next_try_at && mail.attempts > 0) return t("upkeep.mail.nextTry", { moment: formats.dateTime(mail.next_try_at) });
    return formats.dateTime(mail.created_at);
  };
  const mails = data?.data ?? [];
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-5" aria-label={t("upkeep.mail.outbox")}>
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="mr-auto text-title font-semibold">{t("upkeep.mail.outbox")}</h2>
        <Segmented<Shown>
          label={t("upkeep.mail.outbox")}
          value={shown}
          options={(["all", "queued", "sent", "failed"] as const).map((value) => ({ value, label: code("upkeep.mail.states", value) }))}
          onChange={setShown}
        />
      </div>
      {mails.length === 0 && <p className="text-text-3">{t("upkeep.mail.empty")}</p>}
      <ul className="flex flex-col">
        {mails.map((mail) => (
          <li key={mail.id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line py-2">
            <span className={mail.state === "failed" ? "text-danger" : mail.state === "sent" ? "text-text-2" : "text-accent-text"}>{code("upkeep.mail.states", mail.state)}</span>
            <span className="min-w-0 truncate font-medium">{mail.subject}</span>
            <span className="text-text-2">{mail.recipient}</span>
            <span className="ml-auto text-text-3">{moment(mail)}</span>
            {mail.state === "failed" && (
              <Button look="quiet" onClick={() => void again(mail)}>
                {t("general.retry")}
              </Button>
            )}
            {mail.last_error && <p className="w-full text-meta break-words text-text-3">{mail.last_error}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
