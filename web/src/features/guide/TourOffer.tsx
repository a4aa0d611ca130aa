import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui";
import { leaveTour, startTour, STEPS, useTour } from "./tour";

/** Offered on Today until it was taken or put away. */
export function TourOffer() {
  const { t } = useTranslation();
  const { state, step } = useTour();
  if (state === "on" || state === "done" || (state === "left" && step === 0)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-panel px-4 py-2.5">
      <p className="min-w-0 flex-1 basis-60">{state === "left" ? t("guide.tour.resume", { step: step + 1, of: STEPS.length }) : t("guide.tour.offer")}</p>
      <Button onClick={startTour}>{state === "left" ? t("guide.tour.goOn") : t("guide.tour.start")}</Button>
      {state === "offered" && (
        <Button look="quiet" onClick={leaveTour}>
          {t("guide.tour.noThanks")}
        </Button>
      )}
    </div>
  );
}
