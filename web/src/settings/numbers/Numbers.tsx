import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Dialog, Input, Labelled, ProblemState, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type Series = { object: string; field: string; format: string; reset: string; next: number; example: string };

/** Running numbers: how they look, which comes next. */
export function Numbers() {
  const { t } = useTranslation();
  const code = useCodeText();
  const naming = useNaming();
  const { objects } = useCatalog();
  const [changing, setChanging] = useState<Series | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["numbers"], queryFn: ({ signal }) => http.get<{ data: Series[] }>("/numbers", { signal }) });
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsFrame title={t("settings.sections.numbers")} hint={t("upkeep.numbers.hint")}>
      {!data && <SkeletonLines count={3} />}
      <ul className="flex flex-col">
        {data?.data.map((series) => (
          <li key={`${series.object}.${series.field}`} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line py-2">
            <span className="font-medium">{nameOf(series)}</span>
            <code className="text-text-2">{series.format}</code>
            <span className="text-text-3">{code("upkeep.numbers.resets", series.reset)}</span>
            <span className="ml-auto">
              {t("upkeep.numbers.next")} <code>{series.example}</code>
            </span>
            <Button look="quiet" onClick={() => setChanging(series)}>
              {t("upkeep.numbers.change")}
            </Button>
          </li>
        ))}
      </ul>
      {changing && <NextNumber series={changing} name={nameOf(changing)} onClose={() => setChanging(null)} />}
    </SettingsFrame>
  );

  function nameOf(series: Series): string {
    const object = objects[series.object];
    const field = object && fieldOf(object, series.field);
    return object && field ? `${naming.one(object)}: ${naming.field(field)}` : `${series.object}.${series.field}`;
  }
}

function NextNumber({ series, name, onClose }: { series: Series; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [next, setNext] = useState(String(series.next));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await http.patch(`/numbers/${series.object}/${series.field}`, { next: Number(next) });
      toast(t("settings.saved"));
      await client.invalidateQueries({ queryKey: ["numbers"] });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  return (
    <Dialog title={name} description={t("upkeep.numbers.changeHint")} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <Labelled label={t("upkeep.numbers.next")} problem={problem ?? undefined}>
          {(wiring) => <Input {...wiring} type="number" min={series.next} step={1} required value={next} onChange={(event) => setNext(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="primary" size="form">
          {t("general.save")}
        </Button>
      </form>
    </Dialog>
  );
}
