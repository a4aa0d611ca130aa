import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";
import { useInsightRun } from "./insightQuery";

export function RunButton({ look = "plain" }: { look?: "plain" | "primary" }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const problemText = useProblemText();
  const { running, share, run } = useInsightRun();
  return (
    <Button look={look} state={running ? "busy" : "idle"} onClick={() => run().catch((error: unknown) => toast(problemText(error), { tone: "problem" }))}>
      {!running && <Play aria-hidden className="size-3.5" />}
      {running ? (share === null ? t("insight.running") : t("insight.runningShare", { share: formats.percent(share) })) : t("insight.run")}
    </Button>
  );
}
