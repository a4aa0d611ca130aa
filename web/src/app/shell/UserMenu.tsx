import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { forgetRecents } from "@/features/search/recents";
import { useCatalog } from "@/metadata";
import { http, queryClient, sessionQuery, signOut, useProblemText } from "@/shared/api";
import { type Language, LANGUAGE_NAMES, LANGUAGES, serverLanguage, switchLanguage, useLanguage } from "@/shared/i18n";
import { Avatar, keepChoice, Menu, MenuChoice, MenuItem, MenuLabel, MenuLine, ROW_HEIGHT_CHOICE, toast, useKeptChoice } from "@/shared/ui";
import { chooseTheme, THEMES, themeChoice } from "./theme";

export function UserMenu({ onKeys }: { onKeys?: () => void }) {
  const { t } = useTranslation();
  const { me } = useCatalog();
  const navigate = useNavigate();
  const language = useLanguage();
  const problemText = useProblemText();
  const [theme, setTheme] = useState(themeChoice);
  const rows = useKeptChoice(ROW_HEIGHT_CHOICE);
  const leave = async () => {
    try {
      await signOut();
      forgetRecents();
      queryClient.clear();
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      window.location.assign("/");
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <button type="button" title={me.name} className="flex h-9 w-full min-w-0 items-center gap-2 rounded-control px-2 text-left hover:bg-hover">
          <Avatar name={me.name} />
          <span className="min-w-0 flex-1 truncate md:sr-only unfolded:not-sr-only">{me.name}</span>
        </button>
      }
    >
      <MenuLabel>{me.email}</MenuLabel>
      <MenuItem icon={<UserRound />} onSelect={() => void navigate({ to: "/account" })}>
        {t("shell.account")}
      </MenuItem>
      {onKeys && (
        <MenuItem icon={<Keyboard />} hint="?" onSelect={onKeys}>
          {t("shell.keys.title")}
        </MenuItem>
      )}
      <MenuLine />
      <MenuLabel>{t("shell.language")}</MenuLabel>
      <MenuChoice
        value={language}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={(value) => {
          const next = LANGUAGES.find((candidate) => candidate === value);
          if (next) void speak(next);
        }}
      />
      <MenuLine />
      <MenuLabel>{t("shell.theme")}</MenuLabel>
      <MenuChoice
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
        onChange={(value) => {
          const next = THEMES.find((candidate) => candidate === value);
          if (!next) return;
          chooseTheme(next);
          setTheme(next);
        }}
      />
      <MenuLine />
      <MenuLabel>{t("shell.rows")}</MenuLabel>
      <MenuChoice
        value={rows}
        options={ROW_HEIGHT_CHOICE.choices.map((value) => ({ value, label: t(`shell.rowHeights.${value}`) }))}
        onChange={(value) => {
          const next = ROW_HEIGHT_CHOICE.choices.find((candidate) => candidate === value);
          if (next) keepChoice(ROW_HEIGHT_CHOICE, next);
        }}
      />
      <MenuLine />
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        {t("shell.signOut")}
      </MenuItem>
    </Menu>
  );
}

/** The choice holds here at once, and on every other device from its next sign-in. */
async function speak(language: Language): Promise<void> {
  await switchLanguage(language);
  await queryClient.invalidateQueries();
  await http.patch("/session", { language: serverLanguage(language) }).catch(() => undefined);
}
