import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asReference, can, type RecordRow, type Reference, useCatalog } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Avatar, Button, Popover, toast } from "@/shared/ui";

/** Follow or not, and who else does. */
export function Followers({ row }: { row: RecordRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { objects, me } = useCatalog();
  const { follower } = objects;
  const key = ["followers", row.id];
  const { data } = useQuery({
    queryKey: key,
    enabled: follower !== undefined,
    queryFn: async ({ signal }) => (await http.get<{ data: RecordRow[] }>("/followers", { query: { "filter[about][eq]": row.id, expand: "user", limit: 100 }, signal })).data,
  });
  if (!follower || !can(follower, "create")) return null;
  const people = (data ?? []).map((entry) => asReference(entry.user)).filter((person): person is Reference => person !== null);
  const mine = data?.find((entry) => asReference(entry.user)?.id === me.id);
  const words = mine ? t("records.followers.unfollow") : t("records.followers.follow");
  const toggle = async () => {
    try {
      if (mine) await http.delete(`/followers/${mine.id}`, { version: mine.version });
      else await http.post("/followers", { about: row.id });
      await client.invalidateQueries({ queryKey: key });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <span className="flex items-center print:hidden">
      <Button look="quiet" aria-label={words} aria-pressed={mine !== undefined} disabled={!data} onClick={() => void toggle()}>
        {mine ? <BellOff aria-hidden className="size-4" /> : <Bell aria-hidden className="size-4" />}
        <span className="hidden xl:grid">
          {/* As wide as the longer of the two, so that nothing beside it moves. */}
          <span className="invisible [grid-area:1/1]">{t("records.followers.unfollow")}</span>
          <span className="invisible [grid-area:1/1]">{t("records.followers.follow")}</span>
          <span className="[grid-area:1/1]">{words}</span>
        </span>
      </Button>
      {people.length === 0 ? (
        <span aria-hidden className="icon-button pointer-events-none w-auto min-w-7" />
      ) : (
        <Popover
          label={t("records.followers.label")}
          trigger={
            <button type="button" className="icon-button w-auto min-w-7 px-1 tabular-nums" aria-label={t("records.followers.count", { count: people.length })}>
              {people.length}
            </button>
          }
        >
          <h2 className="pb-1 text-text-3">{t("records.followers.label")}</h2>
          <ul className="flex min-w-40 flex-col gap-1">
            {people.map((person) => (
              <li key={person.id} className="flex items-center gap-2">
                <Avatar name={person.title} />
                {person.title}
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </span>
  );
}
