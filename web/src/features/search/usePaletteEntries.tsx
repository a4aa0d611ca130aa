import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { ChartPie, Keyboard, NotebookPen, Plus, Settings, Sun, Upload, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { can, findable, type Labels, useCatalog, useNaming } from "@/metadata";
import { askToLog } from "@/features/quick-log/ask";
import { askToCreate } from "@/records/create/ask";
import { useOfferedCommands } from "@/shared/commands";
import { serverLanguage, useCodeText } from "@/shared/i18n";
import { ObjectIcon } from "@/shared/ui";

export type Entry = { key: string; label: string; icon: ReactNode; words: string; run: () => void };

const SETTINGS_PAGES = ["company", "access", "objects"] as const;

/** Pages and things to do, with the words and the pinyin by which they are found. */
export function usePaletteEntries(onKeys: () => void): { pages: Entry[]; here: Entry[]; actions: Entry[] } {
  const { t } = useTranslation();
  const code = useCodeText();
  const catalog = useCatalog();
  const naming = useNaming();
  const navigate = useNavigate();
  const offered = useOfferedCommands();
  const here = offered.map((command) => ({ key: command.key, label: command.label, icon: <ObjectIcon name={command.icon} />, words: command.label, run: command.run }));
  const { pages, actions } = useMemo(() => {
    const language = serverLanguage(naming.language);
    const spelled = (labels: Labels | null | undefined) => labels?.[language] ?? "";
    const objects = findable(catalog);
    const fixed = (key: "today" | "insight" | "imports" | "settings" | "account", icon: ReactNode, run: () => void): Entry => ({ key, label: t(`shell.${key}`), icon, words: t(`shell.spelled.${key}`), run });
    return {
      pages: [
        fixed("today", <Sun />, () => void navigate({ to: "/" })),
        fixed("insight", <ChartPie />, () => void navigate({ to: "/insight" })),
        ...objects.map((object) => ({
          key: object.name,
          label: naming.many(object),
          icon: <ObjectIcon name={object.icon} />,
          words: `${object.name} ${spelled(object.spelled)}`,
          run: () => void navigate({ to: "/objects/$plural", params: { plural: object.plural } }),
        })),
        fixed("imports", <Upload />, () => void navigate({ to: "/imports" })),
        fixed("settings", <Settings />, () => void navigate({ to: "/settings" })),
        ...SETTINGS_PAGES.map((section) => ({
          key: `settings-${section}`,
          label: `${t("shell.settings")} · ${code("shell.settingsPages", section)}`,
          icon: <Settings />,
          words: `${section} ${t("shell.spelled.settings")}`,
          run: () => void navigate({ to: "/settings/$section", params: { section } }),
        })),
        fixed("account", <UserRound />, () => void navigate({ to: "/account" })),
      ],
      actions: [
        ...(can(catalog.objects.activity, "create") ? [{ key: "log", label: t("shell.quickLog"), icon: <NotebookPen />, words: t("shell.spelled.log"), run: () => askToLog() }] : []),
        ...objects
          .filter((object) => can(object, "create"))
          .map((object) => ({
            key: `create-${object.name}`,
            label: t("records.create", { object: naming.one(object) }),
            icon: <Plus />,
            words: `new ${object.name} ${t("shell.spelled.create")} ${spelled(object.spelled)}`,
            run: () => askToCreate(object.name),
          })),
        { key: "keys", label: t("shell.keys.title"), icon: <Keyboard />, words: "keys", run: onKeys },
      ],
    };
  }, [catalog, code, naming, navigate, onKeys, t]);
  return { pages, here, actions };
}
