import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, findable, type ObjectMeta, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { isComposing } from "@/shared/keys";
import { Kbd, ObjectIcon } from "@/shared/ui";
import { matches } from "./matches";
import { rememberRecent, useRecents } from "./recents";
import { type Entry, usePaletteEntries } from "./usePaletteEntries";

type Hit = { object: string; id: string; title: string; subtitle?: string | null; matched?: string };

const HITS = 10;

const ITEM = "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1 outline-none select-none data-[selected=true]:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-3";

/** Records first, then pages, then things to do. Searches as one types, hanzi and pinyin alike. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const naming = useNaming();
  const navigate = useNavigate();
  const composing = useRef(false);
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState("");
  const query = asked.trim();
  // Details such as comments and order lines are found on the records that they belong to.
  const searched = findable(catalog)
    .filter((object) => object.access !== "parent")
    .map((object) => object.name)
    .join(",");
  const client = useQueryClient();
  const search = (wanted: string) => ({
    queryKey: ["search", wanted],
    queryFn: ({ signal }: { signal: AbortSignal }) => http.get<{ data: Hit[] }>("/search", { query: { q: wanted, limit: HITS, objects: searched }, signal }),
  });
  const { data } = useQuery({ ...search(query), enabled: query !== "", placeholderData: keepPreviousData });
  const ask = (value: string) => {
    // The question is on its way while the key is drawn.
    if (value.trim() !== "") void client.prefetchQuery(search(value.trim()));
    setAsked(value);
  };
  const recents = useRecents();
  const hits: Hit[] = query === "" ? recents.slice(0, 6) : (data?.data ?? []);
  const { pages, here, actions } = usePaletteEntries(onKeys);
  const found = (entries: Entry[], most: number) => entries.filter((entry) => matches(query, entry.label, entry.words)).slice(0, most);
  const first = hits[0]?.id;
  useEffect(() => setChosen(first ?? ""), [first, query]);
  const go = (run: () => void) => () => {
    onClose();
    run();
  };

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div aria-hidden className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full flex-col overflow-hidden border border-line bg-panel shadow-float outline-none md:top-[12vh] md:max-h-[64vh] md:max-w-150 md:rounded-dialog"
        >
          <Radix.Title className="sr-only">{t("shell.search")}</Radix.Title>
          <Command
            label={t("shell.search")}
            shouldFilter={false}
            loop
            value={chosen}
            onValueChange={setChosen}
            className="flex min-h-0 flex-col"
            onKeyDown={(event) => {
              if (isComposing(event)) event.stopPropagation();
            }}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 text-text-3" />
              <Command.Input
                autoFocus
                value={text}
                placeholder={t("shell.searchPlaceholder")}
                className="h-12 min-w-0 flex-1 bg-transparent text-title outline-none"
                onCompositionStart={() => (composing.current = true)}
                onCompositionEnd={(event) => {
                  composing.current = false;
                  ask(event.currentTarget.value);
                }}
                onValueChange={(value) => {
                  setText(value);
                  if (!composing.current) ask(value);
                }}
              />
              <button type="button" onClick={onClose} className="md:hidden">
                {t("general.cancel")}
              </button>
              <span className="hidden md:inline">
                <Kbd>Esc</Kbd>
              </span>
            </div>
            <Command.List aria-label={t("shell.results")} tabIndex={-1} className="min-h-0 flex-1 overflow-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-text-3">{t("general.nothingFound")}</Command.Empty>
              <Group heading={query === "" ? t("shell.recent") : t("shell.records")} items={hits.length}>
                {hits.map((hit) => {
                  const object = catalog.objects[hit.object];
                  if (!object) return null;
                  return (
                    <Command.Item
                      key={hit.id}
                      value={hit.id}
                      className={ITEM}
                      onSelect={go(() => {
                        rememberRecent(hit);
                        void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id: hit.id } });
                      })}
                    >
                      <ObjectIcon name={object.icon} />
                      <span className="min-w-0 truncate">{hit.title}</span>
                      <span className="min-w-0 flex-1 truncate text-text-3">{hitNote(object, hit, naming)}</span>
                      <span className="shrink-0 text-meta text-text-3">{naming.one(object)}</span>
                    </Command.Item>
                  );
                })}
              </Group>
              <Entries heading={t("shell.here")} entries={found(here, 12)} onChoose={go} />
              <Entries heading={t("shell.pages")} entries={found(pages, query === "" ? 5 : 8)} onChoose={go} />
              <Entries heading={t("shell.actions")} entries={found(actions, query === "" ? 4 : 8)} onChoose={go} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Entries({ heading, entries, onChoose }: { heading: string; entries: Entry[]; onChoose: (run: () => void) => () => void }) {
  return (
    <Group heading={heading} items={entries.length}>
      {entries.map((entry) => (
        <Command.Item key={entry.key} value={`entry ${entry.key}`} className={ITEM} onSelect={onChoose(entry.run)}>
          {entry.icon}
          <span className="truncate">{entry.label}</span>
        </Command.Item>
      ))}
    </Group>
  );
}

function Group({ heading, items, children }: { heading: string; items: number; children: ReactNode }) {
  if (items === 0) return null;
  return (
    <Command.Group heading={heading} className="pb-1 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1 [&>[cmdk-group-heading]]:text-meta [&>[cmdk-group-heading]]:text-text-3">
      {children}
    </Command.Group>
  );
}

function hitNote(object: ObjectMeta, hit: Hit, naming: ReturnType<typeof useNaming>): string {
  if (hit.subtitle) return hit.subtitle;
  const field = hit.matched && hit.matched !== object.title ? fieldOf(object, hit.matched) : undefined;
  return field ? naming.field(field) : "";
}
