import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/ui";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      className="h-full"
      heading="h1"
      icon={<Compass />}
      title={t("shell.notFound")}
      action={
        <Link to="/" className="text-accent-text hover:underline">
          {t("shell.toToday")}
        </Link>
      }
    >
      {t("shell.notFoundHint")}
    </EmptyState>
  );
}
