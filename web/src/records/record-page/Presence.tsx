import { createContext, type ReactNode, useCallback, useContext, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ObjectMeta, useCatalog } from "@/metadata";
import { http, type Visitor, whenPresence } from "@/shared/api";
import { Avatar } from "@/shared/ui";

const BEAT_MS = 10_000;

type PresenceState = { others: Visitor[]; changing: (field: string | null) => void };

const Context = createContext<PresenceState>({ others: [], changing: () => {} });

export function usePresence(): PresenceState {
  return useContext(Context);
}

/** Says that this record is open here, and knows who else has it open. */
export function PresenceProvider({ object, id, children }: { object: ObjectMeta; id: string; children: ReactNode }) {
  const me = useCatalog().me.id;
  const [people, setPeople] = useState<Visitor[]>([]);
  const field = useRef<string | null>(null);
  const path = `/${object.plural}/${id}/presence`;
  const beat = useCallback(() => {
    if (document.hidden) return;
    // Seeing each other is a courtesy: while the server cannot be reached nobody is seen, and the next beat tries again.
    http.put<{ people: Visitor[] }>(path, { field: field.current }).then(
      (answer) => setPeople(answer.people),
      () => setPeople([]),
    );
  }, [path]);
  const hear = useEffectEvent((of: string, present: Visitor[]) => {
    if (of === id) setPeople(present);
  });
  useEffect(() => {
    beat();
    const timer = setInterval(beat, BEAT_MS);
    document.addEventListener("visibilitychange", beat);
    const stop = whenPresence((presence) => hear(presence.id, presence.people));
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
      stop();
      // Whoever cannot say goodbye is forgotten after a few beats.
      http.delete(path).catch(() => {});
    };
  }, [beat, path]);
  const state = useMemo(
    () => ({
      others: people.filter((person) => person.id !== me),
      changing: (name: string | null) => {
        if (field.current === name) return;
        field.current = name;
        beat();
      },
    }),
    [people, me, beat],
  );
  return <Context value={state}>{children}</Context>;
}

/** The faces of those who look at the same record. */
export function Others() {
  const { t } = useTranslation();
  const { others } = usePresence();
  if (others.length === 0) return null;
  const names = others.map((person) => person.title).join(", ");
  return (
    <span role="status" className="flex items-center -space-x-1 print:hidden" title={t("records.presence.here", { names })}>
      {others.slice(0, 4).map((person) => (
        <span key={person.id} className="rounded-full ring-2 ring-panel">
          <Avatar name={person.title} />
        </span>
      ))}
      <span className="sr-only">{t("records.presence.here", { names })}</span>
      {others.length > 4 && <span className="pl-2 text-meta text-text-3">+{others.length - 4}</span>}
    </span>
  );
}
