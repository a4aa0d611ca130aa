import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog } from "@/metadata";
import { http, sessionQuery, useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";

/** The logo in the side bar and where one signs in. */
export function Logo() {
  const { t } = useTranslation();
  const { company } = useCatalog();
  const client = useQueryClient();
  const problemText = useProblemText();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const change = async (run: () => Promise<unknown>) => {
    setState("busy");
    try {
      await run();
      await Promise.all([client.invalidateQueries({ queryKey: ["catalog"] }), client.invalidateQueries({ queryKey: sessionQuery.queryKey })]);
      toast(t("settings.saved"));
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    } finally {
      setState("idle");
    }
  };
  const put = (file: File) => {
    const form = new FormData();
    form.append("file", file);
    return change(() => http.put("/company/logo", form));
  };
  return (
    <section aria-label={t("settings.logo.title")} className="flex flex-wrap items-center gap-3">
      <div className="flex h-14 min-w-14 items-center justify-center rounded-card border border-line bg-bg p-2">
        {company.logo ? <img src={company.logo} alt={t("settings.logo.title")} className="max-h-full max-w-50 object-contain" /> : <span className="text-text-3">{t("settings.logo.none")}</span>}
      </div>
      <div className="flex flex-col gap-1">
        <div className="flex gap-2">
          <Button state={state} onClick={() => input.current?.click()}>
            {t("settings.logo.choose")}
          </Button>
          {company.logo && (
            <Button look="quiet" onClick={() => void change(() => http.delete("/company/logo"))}>
              {t("settings.logo.remove")}
            </Button>
          )}
        </div>
        <p className="text-meta text-text-3">{t("settings.logo.hint")}</p>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        aria-label={t("settings.logo.choose")}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void put(file);
        }}
      />
    </section>
  );
}
