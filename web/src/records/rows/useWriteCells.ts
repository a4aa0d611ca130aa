import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type FieldMeta, type FieldValue, type ObjectMeta, type RecordRow, wireValue } from "@/metadata";
import { type FieldProblem, http, Problem, rememberWrite, useProblemText } from "@/shared/api";
import { toast } from "@/shared/ui";
import { knownRow, placeRows } from "./cache";
import { type CellChange, onItsWay, rememberStep } from "./history";
import { inTurnTogether } from "./turns";

export type RefusedCell = { id: string; field: FieldMeta; code: string; params: Record<string, unknown> };

export type Written = { saved: CellChange[]; refused: RefusedCell[] };

/** So many records fit into one request, which is one transaction on the server. */
const MOST = 1000;
const ATTEMPTS = 4;

type Remembering = "remembered" | "not remembered";

/**
 * Changes many cells at once: shown at once, one request, one step to take back. Cells that the server refuses come back
 * with the reason, and the others are saved without them.
 */
export function useWriteCells(object: ObjectMeta): (changes: CellChange[], remembering?: Remembering) => Promise<Written> {
  const client = useQueryClient();
  const problemText = useProblemText();
  return useCallback(
    (changes, remembering = "remembered") => {
      const writing = async (): Promise<Written> => {
        const written: Written = { saved: [], refused: [] };
        for (const chunk of chunksOf(changes)) {
          show(client, object, chunk, "after");
          try {
            const { saved, refused } = await send(client, object, chunk);
            written.saved.push(...saved);
            written.refused.push(...refused);
            show(client, object, chunk.filter((change) => refused.some((cell) => cell.id === change.id && cell.field === change.field)), "before");
          } catch (error) {
            show(client, object, chunk, "before");
            toast(problemText(error), { tone: "problem" });
            if (error instanceof Problem && error.code === "stale") void client.invalidateQueries({ queryKey: ["records", object.name] });
            break;
          }
        }
        if (remembering === "remembered") rememberStep({ object: object.name, changes: written.saved });
        if (written.saved.length > 0) void client.invalidateQueries({ queryKey: ["aggregate", object.name] });
        for (const id of new Set(written.saved.map((change) => change.id))) {
          void client.invalidateQueries({ queryKey: ["timeline", id] });
          void client.invalidateQueries({ queryKey: ["changes", id] });
        }
        return written;
      };
      return onItsWay(writing());
    },
    [client, object, problemText],
  );
}

async function send(client: QueryClient, object: ObjectMeta, changes: CellChange[]): Promise<Written> {
  const refused: RefusedCell[] = [];
  let rest = changes;
  for (let attempt = 0; rest.length > 0; attempt += 1) {
    const records = byRecord(rest);
    try {
      const seen = records.flatMap(([id]) => {
        const row = knownRow(client, object, id);
        return row ? [{ id, version: row.version }] : [];
      });
      const updated = await inTurnTogether(seen, async (versions) => {
        const update = records.map(([id, cells]) => bodyOf(id, versions.get(id), cells));
        return (await http.post<{ updated: RecordRow[] }>(`/${object.plural}/bulk`, { update })).updated;
      });
      for (const row of updated) rememberWrite(row.id, row.version);
      placeRows(client, object, updated);
      return { saved: rest, refused };
    } catch (error) {
      const found = error instanceof Problem && attempt < ATTEMPTS ? refusedCells(records, error.fields) : [];
      if (found.length === 0) throw error;
      refused.push(...found);
      rest = rest.filter((change) => !found.some((cell) => cell.id === change.id && cell.field === change.field));
    }
  }
  return { saved: [], refused };
}

function bodyOf(id: string, version: number | undefined, cells: CellChange[]): Record<string, unknown> {
  const body: Record<string, unknown> = version === undefined ? { id } : { id, version };
  for (const { field, after } of cells) body[field.name] = wireValue(field, after);
  return body;
}

/** The complaints of a bulk request name a record and a field; one about another field stops all cells of its record. */
export function refusedCells(records: [string, CellChange[]][], problems: FieldProblem[]): RefusedCell[] {
  const found: RefusedCell[] = [];
  for (const problem of problems) {
    const [, place, name] = /^update\[(\d+)\]\.?([a-z0-9_]*)/.exec(problem.field) ?? [];
    const record = place === undefined ? undefined : records[Number(place)];
    if (!record) continue;
    const [id, cells] = record;
    const named = cells.filter((cell) => cell.field.name === name);
    for (const { field } of named.length > 0 ? named : cells) {
      if (!found.some((cell) => cell.id === id && cell.field === field)) found.push({ id, field, code: problem.code, params: problem.params ?? {} });
    }
  }
  return found;
}

export function byRecord(changes: CellChange[]): [string, CellChange[]][] {
  const records = new Map<string, CellChange[]>();
  for (const change of changes) {
    const cells = records.get(change.id);
    if (cells) cells.push(change);
    else records.set(change.id, [change]);
  }
  return [...records];
}

function chunksOf(changes: CellChange[]): CellChange[][] {
  const records = byRecord(changes);
  const chunks: CellChange[][] = [];
  for (let from = 0; from < records.length; from += MOST) chunks.push(records.slice(from, from + MOST).flatMap(([, cells]) => cells));
  return chunks;
}

function show(client: QueryClient, object: ObjectMeta, changes: CellChange[], side: "before" | "after"): void {
  const rows: RecordRow[] = [];
  for (const [id, cells] of byRecord(changes)) {
    const row = knownRow(client, object, id);
    const values: Record<string, FieldValue> = {};
    for (const cell of cells) values[cell.field.name] = cell[side];
    if (row) rows.push({ ...row, ...values });
  }
  placeRows(client, object, rows);
}
