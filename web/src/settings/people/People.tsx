import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, useFormats, useObject } from "@/metadata";
import { ObjectList } from "@/records/ListPage";
import { http, useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";
import { InviteDialog } from "./InviteDialog";
import { type Invitation, LinkDialog } from "./LinkDialog";

/** Who works here, and who has been asked to. */
export function People() {
  const { t } = useTranslation();
  const users = useObject("user");
  const [inviting, setInviting] = useState(false);
  if (!users) return null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {can(users, "update") && (
        <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
          <div className="flex flex-wrap items-center gap-3">
            <p className="mr-auto text-text-2">{t("upkeep.people.hint")}</p>
            <Button look="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden className="size-4" />
              {t("upkeep.people.invite")}
            </Button>
          </div>
          <Invitations />
        </div>
      )}
      <div className="min-h-0 flex-1">
        <ObjectList object={users} />
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function Invitations() {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [link, setLink] = useState<Invitation | null>(null);
  const { data } = useQuery({ queryKey: ["invitations"], queryFn: ({ signal }) => http.get<{ data: Invitation[] }>("/invitations", { signal }) });
  const invitations = data?.data ?? [];
  const attempt = async (what: () => Promise<string>) => {
    try {
      toast(await what());
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["invitations"] });
  };
  const renew = (invitation: Invitation) =>
    attempt(async () => {
      const renewed = await http.post<Invitation>(`/invitations/${invitation.id}/renew`);
      if (renewed.link) setLink(renewed);
      return renewed.link ? t("upkeep.people.linkMade") : t("upkeep.people.sent", { email: renewed.email });
    });
  const revoke = (invitation: Invitation) =>
    attempt(async () => {
      await http.delete(`/invitations/${invitation.id}`);
      return t("upkeep.people.revoked");
    });
  if (invitations.length === 0) return null;
  return (
    <section aria-label={t("upkeep.people.invitations")}>
      <ul className="flex max-h-60 flex-col overflow-auto rounded-control border border-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0">
            <span className="font-medium">{invitation.name}</span>
            <span className="text-text-2">{invitation.email}</span>
            <span className="text-text-2">{formats.list(invitation.roles.map((role) => role.title ?? ""))}</span>
            <span className={invitation.expired ? "text-danger" : "text-text-3"}>
              {invitation.expired ? t("upkeep.people.expired") : t("upkeep.people.until", { moment: formats.dateTime(invitation.expires_at) })}
            </span>
            <span className="ml-auto flex gap-1">
              <Button look="quiet" onClick={() => void renew(invitation)}>
                {t("upkeep.people.again")}
              </Button>
              <Button look="quiet" onClick={() => void revoke(invitation)}>
                {t("upkeep.people.revoke")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {link && <LinkDialog invitation={link} onClose={() => setLink(null)} />}
    </section>
  );
}
