import { useTranslation } from "react-i18next";
import { SHORTCUTS } from "@/shared/keys";
import { Dialog, Kbd } from "@/shared/ui";

const GRID_KEYS = [
  { name: "move", keys: ["↑", "↓", "←", "→"] },
  { name: "edit", keys: ["Enter", "F2"] },
  { name: "choose", keys: ["Space"] },
  { name: "peek", keys: ["Shift", "Enter"] },
  { name: "page", keys: ["Ctrl", "Enter"] },
  { name: "clear", keys: ["Delete"] },
  { name: "undo", keys: ["Ctrl", "Z"] },
  { name: "ends", keys: ["Ctrl", "Home", "End"] },
  { name: "close", keys: ["Esc"] },
] as const;

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shell.keys.title")} onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <KeyList title={t("shell.keys.everywhere")} rows={SHORTCUTS.map(({ name, keys }) => ({ label: t(`shell.keys.${name}`), keys }))} />
        <KeyList title={t("shell.keys.lists")} rows={GRID_KEYS.map(({ name, keys }) => ({ label: t(`shell.keys.grid.${name}`), keys: [...keys] }))} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, rows }: { title: string; rows: { label: string; keys: string[] }[] }) {
  return (
    <section>
      <h3 className="pb-1 font-semibold">{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.label} className="flex items-center justify-between gap-3 py-1">
            <dt className="text-text-2">{row.label}</dt>
            <dd className="flex gap-1">
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
