import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/shared/api/problemText";
import { Button } from "./Button";
import { classes } from "./classes";

type EmptyStateProps = { icon?: ReactNode; title: ReactNode; /** `h1` where it is all that the page shows. */ heading?: "p" | "h1"; children?: ReactNode; action?: ReactNode; className?: string };

export function EmptyState({ icon, title, heading: Heading = "p", children, action, className }: EmptyStateProps) {
  return (
    <div className={classes("empty-state", className)}>
      {icon && <div className="mb-1 flex size-11 items-center justify-center rounded-dialog bg-hover text-text-2 [&>svg]:size-5">{icon}</div>}
      <Heading className="text-title font-semibold">{title}</Heading>
      {children && <div className="max-w-110 text-text-2">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-10 text-center">
      <TriangleAlert aria-hidden className="size-5 text-danger" />
      <p className="text-text-2">{text(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t("general.retry")}</Button>}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classes("skeleton animate-pulse-soft", className)} />;
}

export function SkeletonLines({ count = 5 }: { count?: number }) {
  return (
    <div className="flex flex-col gap-3 py-2" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className={index % 3 === 2 ? "w-1/2" : "w-4/5"} />
      ))}
    </div>
  );
}

export function ProgressBar({ share, label }: { share: number; label: string }) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <div role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="h-2 w-full overflow-hidden rounded-full bg-line">
      <div className="h-full rounded-full bg-accent transition-[width] duration-100" style={{ width: `${percent}%` }} />
    </div>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="rounded-tag border border-line bg-bg px-1.5 font-sans text-[11px] leading-[1.1rem] text-text-2">{children}</kbd>;
}
