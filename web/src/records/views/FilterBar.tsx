import { ListFilter } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "@/fields";
import { fieldOf, type ObjectMeta, useNaming } from "@/metadata";
import { withTexts } from "@/shared/i18n";
import { Button, Picker, Popover } from "@/shared/ui";
import type { ChangeView } from "../listView";
import { type AddTo, filterAt, type FilterPlace, withFilterAt, withNewFilter } from "./filters";
import type { Filter, ViewState } from "./viewState";

const FilterEditor = lazy(() => withTexts(import("./FilterEditor")).then(({ FilterEditor }) => ({ default: FilterEditor })));
const FilterChips = lazy(() => withTexts(import("./FilterChips")).then(({ FilterChips }) => ({ default: FilterChips })));

type FilterBarProps = { object: ObjectMeta; view: ViewState; change: ChangeView; asked: string | null; onAsked: (field: string | null) => void };

/** Filters as sentences, each one clickable. `asked` opens the editor of a field from outside, such as a column head. */
export function FilterBar({ object, view, change, asked, onAsked }: FilterBarProps) {
  const [orOf, setOrOf] = useState<FilterPlace | null>(null);
  return (
    <>
      {(view.filters.length > 0 || view.any.length > 0) && (
        <Suspense>
          <FilterChips object={object} view={view} change={change} onOr={setOrOf} />
        </Suspense>
      )}
      <AddFilter object={object} view={view} change={change} asked={asked} onAsked={onAsked} orOf={orOf} onOrDone={() => setOrOf(null)} />
    </>
  );
}

type AddFilterProps = FilterBarProps & { orOf: FilterPlace | null; onOrDone: () => void };

function AddFilter({ object, view, change, asked, onAsked, orOf, onOrDone }: AddFilterProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const [picking, setPicking] = useState(false);
  const [place, setPlace] = useState<FilterPlace | null>(null);
  const field = asked ? fieldOf(object, asked) : undefined;
  const close = () => {
    setPicking(false);
    setPlace(null);
    onAsked(null);
    onOrDone();
  };
  const put = (filter: Filter) => {
    if (place) {
      change((current) => withFilterAt(current, place, filter));
      if (filter.value === "") setPlace(null);
      return;
    }
    const to: AddTo = orOf ? { orOf } : "all";
    setPlace(withNewFilter(view, to, filter).place);
    change((current) => withNewFilter(current, to, filter).view);
  };
  const fields = object.fields.filter((candidate) => candidate.filterable !== false && kindOf(candidate).filter !== "none" && candidate.name !== "id");
  const title = orOf ? t("records.filter.or") : t("records.filter.add");
  return (
    <Popover
      label={title}
      open={picking || field !== undefined || orOf !== null}
      onOpenChange={(open) => (open ? setPicking(true) : close())}
      trigger={
        <Button look="quiet" data-filter-button>
          <ListFilter aria-hidden className="size-4" />
          {t("records.filter.add")}
        </Button>
      }
    >
      {field ? (
        <Suspense>
          <FilterEditor key={field.name} field={field} filter={place ? filterAt(view, place) : undefined} onChange={put} onDone={close} />
        </Suspense>
      ) : (
        <Picker
          label={title}
          choices={fields.map((candidate) => ({ value: candidate.name, label: naming.field(candidate) }))}
          chosen={[]}
          onToggle={(name) => {
            setPlace(null);
            onAsked(name);
          }}
        />
      )}
    </Popover>
  );
}
