type Span = { first: number; last: number };

type Versioned = { id: string; version: number };

const turns = new Map<string, Promise<Span | null>>();
const KEPT = 2000;

/**
 * My writes to one record go one after the other. Whoever edits a second cell before the first was answered saw a version that only I
 * have replaced since, and that is no conflict: the second write then builds on the version that my first one made.
 */
export async function inTurn<Fresh extends { version: number }>(id: string, seen: number, write: (version: number) => Promise<Fresh>): Promise<Fresh> {
  const fresh = earlierOf(id).then(async (mine) => {
    const answer = await write(versionAfter(mine, seen));
    return { answer, span: spanAfter(mine, seen, answer.version) };
  });
  remember(
    id,
    fresh.then(
      ({ span }) => span,
      () => null,
    ),
  );
  return (await fresh).answer;
}

/** The same for a request that writes several records at once: it waits for all of them, and later writes wait for it. */
export async function inTurnTogether<Fresh extends Versioned>(seen: Versioned[], write: (versions: ReadonlyMap<string, number>) => Promise<Fresh[]>): Promise<Fresh[]> {
  const fresh = Promise.all(seen.map(({ id }) => earlierOf(id))).then(async (earlier) => {
    const versions = new Map(seen.map(({ id, version }, place) => [id, versionAfter(earlier[place] ?? null, version)]));
    const answer = await write(versions);
    return { answer, earlier };
  });
  seen.forEach(({ id, version }, place) => {
    remember(
      id,
      fresh.then(
        ({ answer, earlier }) => {
          const written = answer.find((row) => row.id === id);
          return written ? spanAfter(earlier[place] ?? null, version, written.version) : null;
        },
        () => null,
      ),
    );
  });
  return (await fresh).answer;
}

function earlierOf(id: string): Promise<Span | null> {
  return turns.get(id) ?? Promise.resolve(null);
}

function remember(id: string, turn: Promise<Span | null>): void {
  turns.set(id, turn);
  if (turns.size > KEPT) turns.delete(turns.keys().next().value ?? id);
}

function follows(mine: Span | null, seen: number): mine is Span {
  return mine !== null && seen >= mine.first && seen < mine.last;
}

function versionAfter(mine: Span | null, seen: number): number {
  return follows(mine, seen) ? mine.last : seen;
}

/** Over somebody else's version in between the chain begins anew, so that a later write of mine still meets his. */
function spanAfter(mine: Span | null, seen: number, version: number): Span {
  const unbroken = follows(mine, seen) && version === mine.last + 1;
  return { first: unbroken ? mine.first : version - 1, last: version };
}
