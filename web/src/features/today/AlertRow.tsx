import { Check, ClipboardPlus, ClockFading, PhoneOutgoing, ReceiptText, ThumbsDown, UserRoundPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { asMoney, asReference, can, fieldOf, localizedText, type ObjectMeta, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { hueOf, IconButton, Tag } from "@/shared/ui";

export type Doing = "call" | "task" | "order" | "done" | "snooze" | "hand over" | "not useful";

type AlertRowProps = { object: ObjectMeta; row: RecordRow; current: "current" | "other"; onDo: (what: Doing) => void };

/** Kinds that an order answers. */
const SELLING = new Set(["reorder_due", "first_repeat", "growth"]);

/** One thing to do: about whom, why, what it is worth, and what can be done with one key. */
export function AlertRow({ object, row, current, onDo }: AlertRowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const naming = useNaming();
  const { objects, me } = useCatalog();
  const kind = fieldOf(object, "kind");
  const customer = asReference(row.customer);
  const assignee = asReference(row.assignee);
  const stake = asMoney(row.at_stake);
  const buttons: { what: Doing; label: string; icon: ReactNode }[] = [
    { what: "call", label: t("today.logCall"), icon: <PhoneOutgoing className="size-4" /> },
    ...(can(objects.task, "create") ? [{ what: "task" as const, label: t("today.addTask"), icon: <ClipboardPlus className="size-4" /> }] : []),
    ...(SELLING.has(String(row.kind)) && can(objects.order, "create") ? [{ what: "order" as const, label: t("today.addOrder"), icon: <ReceiptText className="size-4" /> }] : []),
    { what: "done", label: t("today.done"), icon: <Check className="size-4" /> },
    { what: "snooze", label: t("today.snooze"), icon: <ClockFading className="size-4" /> },
    { what: "hand over", label: t("today.handOver"), icon: <UserRoundPlus className="size-4" /> },
    { what: "not useful", label: t("today.dismiss"), icon: <ThumbsDown className="size-4" /> },
  ];
  return (
    <li
      data-current={current === "current"}
      className="group relative flex flex-col gap-x-4 gap-y-1 border-b border-line px-2 py-2.5 sm:flex-row sm:items-start md:data-[current=true]:bg-hover"
    >
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          {kind && <Tag hue={hueOf(kind.options?.find((option) => option.value === row.kind)?.color)}>{naming.option(kind, String(row.kind))}</Tag>}
          {customer && <RecordLink reference={customer} className="min-w-0 truncate font-semibold hover:underline" />}
        </p>
        <p className="pt-0.5 text-text-2">{localizedText(row.reason, naming.language)}</p>
        {assignee && <p className="pt-0.5 text-meta text-text-3">{assignee.id === me.id ? t("today.handedToYou") : t("today.handedTo", { person: assignee.title })}</p>}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {stake && Number(stake.amount) !== 0 && (
          <span className="mr-auto whitespace-nowrap sm:mr-2 sm:text-right">
            <span className="block font-semibold tabular-nums">{formats.compactMoney(stake)}</span>
            <span className="block text-meta text-text-3">{t("today.atStake")}</span>
          </span>
        )}
        {buttons.map(({ what, label, icon }) => (
          <IconButton key={what} label={label} onClick={() => onDo(what)}>
            {icon}
          </IconButton>
        ))}
      </div>
    </li>
  );
}
