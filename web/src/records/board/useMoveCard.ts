import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, fieldOf, type FieldValue, isWritable, type ObjectMeta, type RecordRow, wireValue } from "@/metadata";
import { type FieldProblem, http, isStale, Problem, rememberWrite, useProblemText } from "@/shared/api";
import { toast } from "@/shared/ui";
import { type CellChange, onItsWay, placeRow, rememberStep, useHistory } from "../rows";
import type { Move } from "./lanes";

/** What the server still wants to know before a card may stay where it was dropped. */
export type Question = { move: Move; fields: FieldMeta[]; problems: FieldProblem[] };

/** Moves cards: seen at once, asked about afterwards, taken back with one key. */
export function useMoveCard(object: ObjectMeta, field: FieldMeta) {
  const client = useQueryClient();
  const problemText = useProblemText();
  const step = useHistory(object);
  const { t } = useTranslation();
  const [moves, setMoves] = useState<Move[]>([]);
  const [question, setQuestion] = useState<Question | null>(null);

  const settle = (move: Move) => setMoves((current) => current.filter((other) => other !== move));

  const send = async (move: Move, answers: Record<string, FieldValue>): Promise<void> => {
    const body: Record<string, FieldValue> = { [field.name]: move.to };
    for (const [name, value] of Object.entries(answers)) {
      const answered = fieldOf(object, name);
      if (answered) body[name] = wireValue(answered, value);
    }
    try {
      const changes: CellChange[] = Object.keys(body).flatMap((name) => {
        const changed = fieldOf(object, name);
        return changed ? [{ id: move.row.id, field: changed, before: name === field.name ? move.from : (move.row[name] ?? null), after: body[name] }] : [];
      });
      const fresh = await onItsWay(
        http.patch<RecordRow>(`/${object.plural}/${move.row.id}`, body, { version: move.row.version }).then((answer) => {
          rememberStep({ object: object.name, changes });
          return answer;
        }),
      );
      rememberWrite(fresh.id, fresh.version);
      setQuestion(null);
      placeRow(client, object, fresh);
      await Promise.all([
        client.invalidateQueries({ queryKey: ["records", object.name] }),
        client.invalidateQueries({ queryKey: ["aggregate", object.name] }),
        client.invalidateQueries({ queryKey: ["timeline", fresh.id] }),
        client.invalidateQueries({ queryKey: ["changes", fresh.id] }),
      ]);
      settle(move);
      toast(t("lists.board.moved"), { action: { label: t("general.undo"), run: () => void takeBack() } });
    } catch (error) {
      const asked = questionOf(error);
      if (asked.length > 0 && error instanceof Problem) {
        setQuestion({ move, fields: asked, problems: Object.keys(answers).length > 0 ? error.fields : [] });
        return;
      }
      settle(move);
      setQuestion(null);
      toast(t("records.notSaved", { reason: problemText(error) }), { tone: "problem" });
      if (isStale(error)) void client.invalidateQueries({ queryKey: ["records", object.name] });
    }
  };

  /** Fields that the new place needs, such as the reason of a loss: they are asked for, everything else is a refusal. */
  const questionOf = (error: unknown): FieldMeta[] => {
    if (!(error instanceof Problem) || error.code !== "invalid") return [];
    const named = error.fields.map((problem) => fieldOf(object, problem.field.split(".")[0] ?? ""));
    if (named.some((one) => !one || one === field || !isWritable(one))) return [];
    return [...new Set(named.filter((one) => one !== undefined))];
  };

  const takeBack = async () => {
    await step("undo");
    await Promise.all([client.invalidateQueries({ queryKey: ["records", object.name] }), client.invalidateQueries({ queryKey: ["aggregate", object.name] })]);
  };

  return {
    moves,
    question,
    move: (row: RecordRow, from: string | null, to: string | null) => {
      const move: Move = { row, from, to };
      setMoves((current) => [...current.filter((other) => other.row.id !== row.id), move]);
      void send(move, {});
    },
    answer: (answers: Record<string, FieldValue>) => (question ? send(question.move, answers) : Promise.resolve()),
    giveUp: () => {
      if (question) settle(question.move);
      setQuestion(null);
    },
    takeBack,
  };
}
