import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormControl } from "@/fields";
import { type ActionMeta, can, type FieldValue, type ObjectMeta, type RecordRow, useNaming, wireValue } from "@/metadata";
import { http, problemOfField, useFieldProblemText, useProblemText } from "@/shared/api";
import { Button, Dialog, toast } from "@/shared/ui";
import { dropRows, placeRow } from "../rows";
import { isOffered } from "./actions";

/** One button for each named command of the object that makes sense for this record now. */
export function ActionButtons({ object, row }: { object: ObjectMeta; row: RecordRow }) {
  const naming = useNaming();
  const run = useAction(object);
  const problemText = useProblemText();
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  const offered = can(object, "update") && !row.deleted_at ? object.actions.filter((action) => isOffered(object, row, action.when)) : [];
  const start = (action: ActionMeta) => {
    if (action.input.length > 0) return setAsking(action);
    run(row, action.name, {}).catch((error: unknown) => toast(problemText(error), { tone: "problem" }));
  };
  return (
    <>
      {offered.map((action) => (
        <Button key={action.name} onClick={() => start(action)}>
          {naming.labels(action.labels, action.name)}
        </Button>
      ))}
      {asking && <ActionDialog action={asking} onClose={() => setAsking(null)} onRun={(input) => run(row, asking.name, input)} />}
    </>
  );
}

export function useAction(object: ObjectMeta): (row: RecordRow, action: string, input: Record<string, FieldValue>) => Promise<RecordRow> {
  const client = useQueryClient();
  return async (row, action, input) => {
    const fresh = await http.post<RecordRow>(`/${object.plural}/${row.id}/${action}`, input);
    if (fresh) placeRow(client, object, fresh);
    dropRows(client, object);
    void client.invalidateQueries({ queryKey: ["record", object.name, row.id] });
    void client.invalidateQueries({ queryKey: ["timeline"] });
    return fresh;
  };
}

type ActionDialogProps = { action: ActionMeta; onRun: (input: Record<string, FieldValue>) => Promise<unknown>; onClose: () => void };

export function ActionDialog({ action, onRun, onClose }: ActionDialogProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [input, setInput] = useState<Record<string, FieldValue>>({});
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    try {
      await onRun(Object.fromEntries(action.input.map((field) => [field.name, wireValue(field, input[field.name])])));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setState("idle");
    }
  };
  return (
    <Dialog title={naming.labels(action.labels, action.name)} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        {action.input.map((field) => {
          const refusal = problemOfField(error, field.name);
          return (
            <FormControl
              key={field.name}
              field={field}
              value={input[field.name]}
              problem={refusal ? fieldProblem(refusal) : undefined}
              onChange={(value) => setInput((current) => ({ ...current, [field.name]: value }))}
            />
          );
        })}
        {error !== null && <p role="alert" className="text-danger">{problemText(error)}</p>}
        <Button type="submit" look="primary" size="form" state={state}>
          {t("general.done")}
        </Button>
      </form>
    </Dialog>
  );
}
