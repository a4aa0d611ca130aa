import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Dialog, Input, Labelled, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";

type Series = { object: string; field: string; format: string; reset: string; next: number; example: string };

const RESETS = ["never", "year", "month", "day"];

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
    return object && field ? `${naming.one(object)} · ${naming.field(field)}` : `${series.object}.${series.field}`;
  }
}

function NextNumber({ series, name, onClose }: { series: Series; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const code = useCodeText();
  const [format, setFormat] = useState(series.format);
  const [reset, setReset] = useState(series.reset);
  const [next, setNext] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const written = format !== series.format || reset !== series.reset ? { format, reset } : {};
      await http.patch(`/numbers/${series.object}/${series.field}`, { ...written, ...(next && { next: Number(next) }) });
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
        <Labelled label={t("upkeep.numbers.format")} hint={t("upkeep.numbers.formatHint")} problem={problem ?? undefined}>
          {(wiring) => <Input {...wiring} required value={format} onChange={(event) => setFormat(event.target.value)} />}
        </Labelled>
        <Labelled label={t("upkeep.numbers.reset")}>
          {(wiring) => (
            <Select {...wiring} value={reset} onChange={(event) => setReset(event.target.value)}>
              {RESETS.map((word) => (
                <option key={word} value={word}>
                  {code("upkeep.numbers.resets", word)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("upkeep.numbers.next")}>
          {(wiring) => <Input {...wiring} type="number" min={1} step={1} placeholder={String(series.next)} value={next} onChange={(event) => setNext(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="primary" size="form">
          {t("general.save")}
        </Button>
      </form>
    </Dialog>
  );
}
