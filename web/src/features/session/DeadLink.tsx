import { useTranslation } from "react-i18next";
import { Problem, useProblemText } from "@/shared/api";
import { Button } from "@/shared/ui";
import { Entrance } from "./Entrance";
import { enter } from "./linkToken";

/** A link that was used, taken back or grown old; and whatever else keeps it from opening. */
export function DeadLink({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const dead = error instanceof Problem && (error.code === "refused" || error.code === "invalid");
  return (
    <Entrance title={dead ? t("joining.dead.title") : t("joining.dead.other")} hint={dead ? t("joining.dead.hint") : problemText(error)}>
      <Button size="form" onClick={enter}>
        {t("joining.toSignIn")}
      </Button>
    </Entrance>
  );
}
