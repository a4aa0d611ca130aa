import { type FormEvent, type RefObject, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormControl } from "@/fields";
import { type FieldValue, type ObjectMeta, recordTitle, useNaming } from "@/metadata";
import { useFieldProblemText } from "@/shared/api";
import { AnchoredPopover, Button } from "@/shared/ui";
import type { Question as Asked } from "./useMoveCard";

type QuestionProps = { object: ObjectMeta; question: Asked; board: RefObject<HTMLElement | null>; onAnswer: (answers: Record<string, FieldValue>) => Promise<void>; onGiveUp: () => void };

/** Asked beside the card after it was dropped, never before: what its new place needs to know. */
export function Question({ object, question, board, onAnswer, onGiveUp }: QuestionProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useFieldProblemText();
  const [answers, setAnswers] = useState<Record<string, FieldValue>>({});
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const card = question.move.row.id;
  useLayoutEffect(() => {
    const place = board.current?.querySelector(`[data-card="${card}"]`) ?? board.current;
    setAnchor(place?.getBoundingClientRect() ?? null);
  }, [board, card]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    void onAnswer(answers).finally(() => setState("idle"));
  };
  const title = recordTitle(object, question.move.row, naming.language);
  if (!anchor) return null;
  return (
    <AnchoredPopover anchor={anchor} over="below" label={t("lists.board.question", { title })} onEscape={onGiveUp} onOutside={() => {}}>
      <form className="flex w-72 flex-col gap-3" onSubmit={submit}>
        <p className="font-medium">{t("lists.board.question", { title })}</p>
        {question.fields.map((field) => {
          const problem = question.problems.find((candidate) => candidate.field === field.name);
          return (
            <FormControl
              key={field.name}
              field={{ ...field, required: true }}
              value={answers[field.name] ?? null}
              problem={problem && problemText(problem)}
              onChange={(value) => setAnswers((current) => ({ ...current, [field.name]: value }))}
            />
          );
        })}
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onGiveUp}>
            {t("general.cancel")}
          </Button>
          <Button type="submit" look="primary" state={state}>
            {t("general.save")}
          </Button>
        </div>
      </form>
    </AnchoredPopover>
  );
}
