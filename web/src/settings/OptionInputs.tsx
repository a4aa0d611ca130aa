import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCodeText } from "@/shared/i18n";
import { Button, HUES, IconButton, Select } from "@/shared/ui";
import type { DraftOption } from "./fieldDraft";
import { LabelInputs } from "./LabelInputs";

type OptionInputsProps = {
  options: DraftOption[];
  /** The meanings that options of this field may have for the program. */
  kinds?: string[];
  onChange: (options: DraftOption[]) => void;
};

export function OptionInputs({ options, kinds = [], onChange }: OptionInputsProps) {
  const { t } = useTranslation();
  const code = useCodeText();
  const set = (key: number, change: Partial<DraftOption>) => onChange(options.map((option) => (option.key === key ? { ...option, ...change } : option)));
  const move = (index: number, step: 1 | -1) => {
    const moved = options[index];
    if (!moved || index + step < 0 || index + step >= options.length) return;
    const next = options.filter((option) => option !== moved);
    next.splice(index + step, 0, moved);
    onChange(next);
  };
  const add = () => onChange([...options, { key: Math.max(-1, ...options.map((option) => option.key)) + 1, value: null, labels: {}, color: HUES[(options.length + 1) % HUES.length] ?? "gray", kind: kinds[0] ?? null }]);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-text-2">{t("settings.objects.options")}</p>
      {options.map((option, index) => (
        <div key={option.key} className="flex flex-wrap items-end gap-2 border-b border-line pb-2 sm:flex-nowrap">
          <div className="min-w-60 flex-1">
            <LabelInputs title={t("settings.objects.option", { number: index + 1 })} labels={option.labels} onChange={(labels) => set(option.key, { labels })} />
          </div>
          {kinds.length > 0 && (
            <Select aria-label={t("settings.objects.kind")} className="w-24" value={option.kind ?? ""} disabled={option.value !== null} onChange={(event) => set(option.key, { kind: event.target.value })}>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {code("settings.kinds", kind)}
                </option>
              ))}
            </Select>
          )}
          <Select aria-label={t("settings.objects.color")} className="w-24" value={option.color} onChange={(event) => set(option.key, { color: event.target.value })}>
            {HUES.map((hue) => (
              <option key={hue} value={hue}>
                {t(`settings.colors.${hue}`)}
              </option>
            ))}
          </Select>
          <IconButton label={t("settings.objects.up")} onClick={() => move(index, -1)}>
            <ArrowUp className="size-4" />
          </IconButton>
          <IconButton label={t("settings.objects.down")} onClick={() => move(index, 1)}>
            <ArrowDown className="size-4" />
          </IconButton>
          <IconButton label={t("general.delete")} disabled={options.length === 1 || option.value !== null} onClick={() => onChange(options.filter((other) => other.key !== option.key))}>
            <X className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button className="self-start" onClick={add}>
        <Plus aria-hidden className="size-4" />
        {t("settings.objects.addOption")}
      </Button>
    </div>
  );
}
