import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/metadata";
import { Dialog, Segmented } from "@/shared/ui";
import { dayFields } from "../calendar/days";
import { laneFields } from "../board/cardFields";
import type { ChangeView } from "../listView";
import { FilterBar } from "./FilterBar";
import { SortEditor } from "./ViewControls";
import { VIEW_KINDS, type ViewState } from "./viewState";

type ViewSheetProps = { object: ObjectMeta; view: ViewState; change: ChangeView; asked: string | null; onAsked: (field: string | null) => void; onClose: () => void };

/** On a phone everything about the view comes up from below: filters, order, and as what it is shown. */
export function ViewSheet({ object, view, change, asked, onAsked, onClose }: ViewSheetProps) {
  const { t } = useTranslation();
  const possible = VIEW_KINDS.filter((kind) => (kind === "board" ? laneFields(object).length > 0 : kind === "calendar" ? dayFields(object).length > 0 : true));
  return (
    <Dialog title={t("lists.sheet")} onClose={onClose}>
      <div className="flex flex-col gap-4 pb-4">
        <Segmented label={t("lists.kind")} value={view.kind} options={possible.map((kind) => ({ value: kind, label: t(`lists.kinds.${kind}`) }))} onChange={(kind) => change((current) => ({ ...current, kind }))} />
        <section aria-label={t("records.filter.add")} className="flex flex-col items-start gap-2">
          <FilterBar object={object} view={view} change={change} asked={asked} onAsked={onAsked} />
        </section>
        <section aria-label={t("lists.sort.label")} className="flex flex-col gap-2">
          <h3 className="text-text-2">{t("lists.sort.label")}</h3>
          <SortEditor object={object} view={view} change={change} />
        </section>
      </div>
    </Dialog>
  );
}
