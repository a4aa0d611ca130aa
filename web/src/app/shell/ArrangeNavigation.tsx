import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, places, useCatalog, useNaming } from "@/metadata";
import { useProblemText } from "@/shared/api";
import { Button, Checkbox, Dialog, IconButton, ObjectIcon, toast } from "@/shared/ui";
import { arrangeScreen, navigation, useScreen } from "./screen";

/** Which objects stand in one's own side bar, and in which order. */
export function ArrangeNavigation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const catalog = useCatalog();
  const screen = useScreen();
  const problemText = useProblemText();
  const { groups, more } = navigation(catalog, screen);
  const details = new Set(places(catalog).more.map((object) => object.name));
  const [listed, setListed] = useState(() => [...groups.flatMap((group) => group.objects), ...more]);
  const [shown, setShown] = useState<ReadonlySet<string>>(() => new Set(groups.flatMap((group) => group.objects.map((object) => object.name))));
  const move = (index: number, step: 1 | -1) => {
    const moved = listed[index];
    const to = index + step;
    if (!moved || to < 0 || to >= listed.length) return;
    const next = listed.filter((object) => object !== moved);
    next.splice(to, 0, moved);
    setListed(next);
  };
  const keep = async (next: { order?: string[]; hidden?: string[] }) => {
    try {
      await arrangeScreen({ ...screen, ...next });
      onClose();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  const save = () =>
    keep({
      order: listed.filter((object) => shown.has(object.name)).map((object) => object.name),
      hidden: listed.filter((object) => !shown.has(object.name) && !details.has(object.name)).map((object) => object.name),
    });
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(index, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <Dialog
      title={t("shell.arrange.title")}
      description={t("shell.arrange.hint")}
      width="narrow"
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" className="mr-auto" onClick={() => void keep({ order: [], hidden: [] })}>
            {t("shell.arrange.reset")}
          </Button>
          <Button look="primary" size="form" onClick={() => void save()}>
            {t("general.save")}
          </Button>
        </>
      }
    >
      <ol className="flex flex-col">
        {listed.map((object, index) => (
          <Place
            key={object.name}
            object={object}
            label={naming.many(object)}
            shown={shown.has(object.name) ? "shown" : "hidden"}
            onToggle={() => setShown((current) => toggled(current, object.name))}
            onMove={(step) => move(index, step)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
      </ol>
    </Dialog>
  );
}

type PlaceProps = { object: ObjectMeta; label: string; shown: "shown" | "hidden"; onToggle: () => void; onMove: (step: 1 | -1) => void; onKeyDown: (event: KeyboardEvent) => void };

function Place({ object, label, shown, onToggle, onMove, onKeyDown }: PlaceProps) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-1 rounded-control hover:bg-hover" onKeyDown={onKeyDown}>
      <label className="flex h-9 min-w-0 flex-1 items-center gap-2.5 px-2">
        <Checkbox checked={shown === "shown"} onChange={onToggle} />
        <ObjectIcon name={object.icon} className="size-4 shrink-0 text-text-2" />
        <span className="truncate">{label}</span>
      </label>
      <IconButton label={t("shell.arrange.up", { object: label })} onClick={() => onMove(-1)}>
        <ArrowUp className="size-4" />
      </IconButton>
      <IconButton label={t("shell.arrange.down", { object: label })} onClick={() => onMove(1)}>
        <ArrowDown className="size-4" />
      </IconButton>
    </li>
  );
}

function toggled(current: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(current);
  if (!next.delete(name)) next.add(name);
  return next;
}
