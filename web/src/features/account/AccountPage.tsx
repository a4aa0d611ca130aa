import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCatalog } from "@/metadata";
import { useFirstWait } from "@/shared/api";
import { Avatar, SkeletonLines } from "@/shared/ui";
import { Letters, lettersQuery } from "./Letters";
import { Password } from "./Password";
import { factorQuery, SecondFactor } from "./SecondFactor";
import { Sessions, sessionsQuery } from "./Sessions";
import { Tokens, tokensQuery } from "./Tokens";

export function AccountPage() {
  const { t } = useTranslation();
  const { me } = useCatalog();
  const waiting = useFirstWait(useQueries({ queries: [factorQuery, lettersQuery, sessionsQuery, tokensQuery] }));
  return (
    <div className="h-full overflow-auto" tabIndex={-1}>
      <div className="mx-auto flex max-w-180 flex-col gap-8 px-4 py-6">
        <header className="flex items-center gap-3">
          <Avatar name={me.name} size="large" />
          <div className="min-w-0">
            <h1 className="truncate text-record font-semibold">{me.name}</h1>
            <p className="truncate text-text-2">{t("account.signedInAs", { email: me.email })}</p>
          </div>
        </header>
        <Password />
        {waiting ? (
          <SkeletonLines count={8} />
        ) : (
          <>
            <SecondFactor />
            <Letters />
            <Sessions />
            <Tokens />
          </>
        )}
      </div>
    </div>
  );
}
