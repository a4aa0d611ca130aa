import { useEffect, useRef, useSyncExternalStore } from "react";

/** Something that can be done with what is on the screen now: the open record, the chosen rows. */
export type Command = { key: string; label: string; icon: string; run: () => void };

type Offer = { commands: Command[] };

let offers: Offer[] = [];
const listeners = new Set<() => void>();

/** While the caller is on the screen, the palette offers its commands too. */
export function useCommands(commands: Command[]): void {
  const offer = useRef<Offer>({ commands });
  const signature = commands.map((command) => `${command.key} ${command.label}`).join("\n");
  useEffect(() => {
    offer.current.commands = commands;
  });
  useEffect(() => {
    const mine = offer.current;
    offers = [...offers, mine];
    announce();
    return () => {
      offers = offers.filter((other) => other !== mine);
      announce();
    };
  }, [signature]);
}

export function useOfferedCommands(): Command[] {
  const known = useSyncExternalStore(subscribe, () => offers);
  return known.flatMap((offer) => offer.commands);
}

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
