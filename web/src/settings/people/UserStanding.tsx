import { useQueryClient } from "@tanstack/react-query";
import { UserCheck, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can } from "@/metadata";
import type { ExtraProps } from "@/records";
import { http, sessionQuery, useProblemText } from "@/shared/api";
import { Button, toast } from "@/shared/ui";
import { UserPassword } from "../UserPassword";
import { LeaveDialog } from "./LeaveDialog";

/** What an administrator does to somebody's account: a password, good-bye, welcome back. */
export function UserStanding(props: ExtraProps) {
  const { object, row } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [leaving, setLeaving] = useState(false);
  const me = client.getQueryData(sessionQuery.queryKey)?.user?.id;
  if (!can(object, "update")) return null;
  const comeBack = async () => {
    try {
      await http.post(`/users/${row.id}/reactivate`);
      toast(t("upkeep.leaving.back"));
      await client.invalidateQueries();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <div>
      <UserPassword {...props} />
      {row.id !== me && (
        <div className="pb-5">
          {row.active === false ? (
            <Button size="form" onClick={() => void comeBack()}>
              <UserCheck aria-hidden className="size-4" />
              {t("upkeep.leaving.reactivate")}
            </Button>
          ) : (
            <Button size="form" onClick={() => setLeaving(true)}>
              <UserMinus aria-hidden className="size-4" />
              {t("upkeep.leaving.deactivate")}
            </Button>
          )}
        </div>
      )}
      {leaving && <LeaveDialog user={row.id} name={String(row.name ?? "")} onClose={() => setLeaving(false)} />}
    </div>
  );
}
