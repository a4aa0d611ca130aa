import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell, Circle, CircleDot } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asReference, fieldOf, localizedText, type ObjectMeta, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, rememberWrite, useProblemText } from "@/shared/api";
import { Button, classes, EmptyState, IconButton, Segmented, SkeletonLines, toast } from "@/shared/ui";

type Show = "unread" | "all";

const PAGE = 30;
const AT_ONCE = 500;

export function NotificationList({ object, onFollow }: { object: ObjectMeta; onFollow: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [show, setShow] = useState<Show>("unread");
  const { data, isPending } = useQuery({
    queryKey: ["records", "notification", "list", show],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/notifications", { query: { sort: "-created_at", limit: PAGE, expand: "about", ...(show === "unread" ? { "filter[read][ne]": "true" } : {}) }, signal }),
  });
  const rows = data?.data ?? [];
  const mark = async (change: () => Promise<unknown>) => {
    try {
      await change();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["records", "notification"] });
  };
  const markOne = (row: RecordRow, read: "read" | "unread") =>
    mark(async () => {
      const fresh = await http.patch<RecordRow>(`/notifications/${row.id}`, { read: read === "read" });
      rememberWrite(fresh.id, fresh.version);
    });
  const markAll = () =>
    mark(async () => {
      const unread = await http.get<{ data: RecordRow[] }>("/notifications", { query: { "filter[read][ne]": "true", limit: AT_ONCE, fields: "read" } });
      if (unread.data.length > 0) await http.post("/notifications/bulk", { update: unread.data.map((row) => ({ id: row.id, read: true })) });
    });
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2 px-1 pb-1">
        <Segmented
          label={t("notifications.label")}
          value={show}
          options={[
            { value: "unread", label: t("notifications.onlyUnread") },
            { value: "all", label: t("notifications.all") },
          ]}
          onChange={setShow}
        />
        <Button look="quiet" onClick={() => void markAll()}>
          {t("notifications.readAll")}
        </Button>
      </div>
      {isPending && <SkeletonLines count={4} />}
      {!isPending && rows.length === 0 && <EmptyState className="py-8" icon={<Bell />} title={t(show === "unread" ? "notifications.nothingUnread" : "notifications.none")} />}
      <ul className="flex max-h-[60dvh] flex-col overflow-auto" tabIndex={-1}>
        {rows.map((row) => (
          <Notification
            key={row.id}
            object={object}
            row={row}
            onMark={(read) => void markOne(row, read)}
            onFollow={() => {
              if (row.read !== true) void markOne(row, "read");
              onFollow();
            }}
          />
        ))}
      </ul>
    </div>
  );
}

type NotificationProps = { object: ObjectMeta; row: RecordRow; onMark: (read: "read" | "unread") => void; onFollow: () => void };

function Notification({ object, row, onMark, onFollow }: NotificationProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const formats = useFormats();
  const { objects } = useCatalog();
  const kind = fieldOf(object, "kind");
  const about = asReference(row.about);
  const target = about ? objects[about.object] : undefined;
  const isRead = row.read === true;
  const text = localizedText(row.text, naming.language) || (kind ? naming.option(kind, String(row.kind)) : "");
  const body = (
    <>
      <span className={classes("block break-words", !isRead && "font-medium")}>{text}</span>
      <span className="flex gap-2 text-meta text-text-3">
        {target && <span className="min-w-0 truncate text-accent-text">{about?.title}</span>}
        <time className="shrink-0" dateTime={String(row.created_at)}>
          {formats.relative(String(row.created_at))}
        </time>
      </span>
    </>
  );
  return (
    <li className="flex items-start gap-1 rounded-control hover:bg-hover">
      {about && target ? (
        <Link to="/objects/$plural/$id" params={{ plural: target.plural, id: about.id }} onClick={onFollow} className="min-w-0 flex-1 px-2 py-1.5">
          {body}
        </Link>
      ) : (
        <div className="min-w-0 flex-1 px-2 py-1.5">{body}</div>
      )}
      <IconButton label={t(isRead ? "notifications.unreadOne" : "notifications.read")} onClick={() => onMark(isRead ? "unread" : "read")}>
        {isRead ? <Circle className="size-3 text-text-3" /> : <CircleDot className="size-3 text-accent-text" />}
      </IconButton>
    </li>
  );
}
