import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Labelled, ProblemState, Select, toast } from "@/shared/ui";
import { Part } from "./Part";

type Choice = { notices: "never" | "at_once" | "daily"; hour: number; time_zone: string; mail: boolean };

const PACES = ["never", "at_once", "daily"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
export const lettersQuery = { queryKey: ["letters"], queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Choice>("/session/mail", { signal }) };

/** How often one hears of one's notifications by mail. */
export function Letters() {
  const { t } = useTranslation();
  const code = useCodeText();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { data: choice, error, refetch } = useQuery(lettersQuery);
  const change = async (patch: Partial<Choice>) => {
    try {
      client.setQueryData(lettersQuery.queryKey, await http.patch<Choice>("/session/mail", patch));
      toast(t("settings.saved"));
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    }
  };
  return (
    <Part title={t("account.letters.title")} hint={choice && !choice.mail ? t("account.letters.noMail") : t("account.letters.hint")}>
      {error && !choice && <ProblemState error={error} onRetry={() => void refetch()} />}
      {choice && (
        <div className="flex flex-wrap items-start gap-3">
          <Labelled label={t("account.letters.pace")}>
            {(wiring) => (
              <Select {...wiring} value={choice.notices} onChange={(event) => void change({ notices: event.target.value as Choice["notices"] })}>
                {PACES.map((pace) => (
                  <option key={pace} value={pace}>
                    {code("account.letters.paces", pace)}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
          {choice.notices === "daily" && (
            <Labelled label={t("account.letters.hour")} hint={choice.time_zone}>
              {(wiring) => (
                <Select {...wiring} value={choice.hour} onChange={(event) => void change({ hour: Number(event.target.value) })}>
                  {HOURS.map((hour) => (
                    <option key={hour} value={hour}>
                      {`${String(hour).padStart(2, "0")}:00`}
                    </option>
                  ))}
                </Select>
              )}
            </Labelled>
          )}
        </div>
      )}
    </Part>
  );
}
