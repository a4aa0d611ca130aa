import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { recordTitle, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { Button } from "@/shared/ui";
import { leaveTour, STEPS, stepTour, useTour } from "./tour";

/** Five steps on one's own customers. It lies beside the page and never over what it speaks of; Esc puts it away until later. */
export function TourCard() {
  const { t } = useTranslation();
  const tour = useTour();
  const card = useRef<HTMLElement>(null);
  const on = tour.state === "on";
  const best = useBest(on);
  useEffect(() => {
    if (on) card.current?.focus();
  }, [on, tour.step]);
  if (!on) return null;
  const step = STEPS[tour.step] ?? STEPS[0];
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-label={t("guide.tour.title")}
      onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && leaveTour()}
      className="fixed right-3 bottom-18 left-3 z-30 flex flex-col gap-2 rounded-dialog border border-accent bg-panel p-4 shadow-float outline-none md:bottom-4 md:left-auto md:w-84"
    >
      <p className="text-meta text-text-3">{t("guide.tour.step", { step: tour.step + 1, of: STEPS.length })}</p>
      <h2 className="text-title font-semibold">{t(`guide.tour.steps.${step}.title`)}</h2>
      <p className="text-text-2">{t(`guide.tour.steps.${step}.text`, { customer: best?.title ?? t("guide.tour.yourBest") })}</p>
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <Show step={step} best={best?.id ?? null} />
        <span className="ml-auto flex gap-1">
          {tour.step > 0 && (
            <Button look="quiet" onClick={() => stepTour(-1)}>
              {t("guide.tour.back")}
            </Button>
          )}
          <Button look="primary" onClick={() => stepTour(1)}>
            {tour.step === STEPS.length - 1 ? t("general.done") : t("guide.tour.next")}
          </Button>
        </span>
      </div>
      <button type="button" className="self-start text-meta text-text-3 hover:text-text" onClick={leaveTour}>
        {t("guide.tour.later")}
      </button>
    </section>
  );
}

function Show({ step, best }: { step: (typeof STEPS)[number]; best: string | null }) {
  const { t } = useTranslation();
  const place: LinkProps = ((): LinkProps => {
    switch (step) {
      case "orders":
        return { to: "/imports" };
      case "matters":
        return { to: "/insight" };
      case "customer":
        return best ? { to: "/objects/$plural/$id", params: { plural: "customers", id: best } } : { to: "/objects/$plural", params: { plural: "customers" } };
      case "act":
        return { to: "/" };
      case "list":
        return { to: "/objects/$plural", params: { plural: "customers" }, search: { "filter[risk][in]": "high", sort: "-value_at_stake" } };
      default:
        return step satisfies never;
    }
  })();
  return (
    <Link {...place} className="text-accent-text underline underline-offset-2">
      {t("guide.tour.show")}
    </Link>
  );
}

/** The customer from whom most is expected. */
function useBest(on: boolean): { id: string; title: string } | null {
  const { objects } = useCatalog();
  const { language } = useNaming();
  const { customer } = objects;
  const { data } = useQuery({
    queryKey: ["records", "customer", "best"],
    enabled: on && customer !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>(`/${customer?.plural ?? "customers"}`, { query: { sort: "-clv_12m", limit: 1, fields: "name" }, signal }),
  });
  const row = data?.data[0];
  return row && customer ? { id: row.id, title: recordTitle(customer, row, language) } : null;
}
