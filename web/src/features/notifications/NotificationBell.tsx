import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type RecordRow, useCatalog } from "@/metadata";
import { http } from "@/shared/api";
import { IconButton, Popover } from "@/shared/ui";

const NotificationList = lazy(() => import("./NotificationList").then(({ NotificationList }) => ({ default: NotificationList })));

const MOST = 99;

/** How many there are to read; the event stream keeps it true. */
export function NotificationBell() {
  const { t } = useTranslation();
  const object = useCatalog().objects.notification;
  const [open, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery({
    queryKey: ["records", "notification", "unread"],
    enabled: object !== undefined,
    queryFn: async ({ signal }) => {
      const page = await http.get<{ data: RecordRow[]; total?: number }>("/notifications", { query: { "filter[read][ne]": "true", limit: 1, count: "true", fields: "read" }, signal });
      return page.total ?? page.data.length;
    },
    retry: false,
  });
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\+?\) /, "");
    document.title = unread > 0 ? `(${shown(unread)}) ${bare}` : bare;
  }, [unread]);
  if (!object) return null;
  return (
    <Popover
      label={t("notifications.label")}
      align="end"
      className="w-92"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={unread > 0 ? t("notifications.unread", { count: unread }) : t("notifications.label")} className="relative">
          <Bell className="size-4" />
          {unread > 0 && (
            <span aria-hidden className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-medium text-on-accent">
              {shown(unread)}
            </span>
          )}
        </IconButton>
      }
    >
      <Suspense>
        <NotificationList object={object} onFollow={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}

function shown(unread: number): string {
  return unread > MOST ? `${MOST}+` : String(unread);
}
