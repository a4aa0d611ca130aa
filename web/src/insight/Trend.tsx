import { useTranslation } from "react-i18next";
import { useFormats } from "@/metadata";
import { classes } from "@/shared/ui";
import { trendOf } from "./trend";

/** How much more or less than before, in the colour that this company gives to what rises; the arrow says it without the colour. */
export function Trend({ from, to, className }: { from: number; to: number; className?: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const trend = trendOf(from, to);
  if (!trend) return null;
  const share = formats.percent(trend.share);
  if (trend.way === "level") return <span className={classes("text-text-3 tabular-nums", className)}>{t("insight.trend.level")}</span>;
  return (
    <span data-trend={trend.way} className={classes("font-medium whitespace-nowrap tabular-nums", trend.way === "up" ? "text-rise" : "text-fall", className)}>
      <span aria-hidden>{`${trend.way === "up" ? "▲" : "▼"} ${share}`}</span>
      <span className="sr-only">{t(`insight.trend.${trend.way}`, { share })}</span>
    </span>
  );
}
