import { useTranslation } from "react-i18next";
import { type ObjectMeta, useFormats, useNaming } from "@/metadata";
import { EmptyState, ObjectIcon } from "@/shared/ui";

export function EmptyList({ object, narrowed }: { object: ObjectMeta; narrowed: "narrowed" | "whole" }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  return (
    <>
      <EmptyState className="flex-1" icon={<ObjectIcon name={object.icon} />} title={narrowed === "narrowed" ? t("records.noneMatch") : t("records.none", { object: naming.many(object) })}>
        {narrowed === "narrowed" ? t("records.noneMatchHint") : t("records.noneHint")}
      </EmptyState>
      <footer className="flex h-8 shrink-0 items-center border-t border-line bg-bg px-4 text-text-2 tabular-nums">{t("records.count", { count: 0, shown: formats.number(0) })}</footer>
    </>
  );
}
