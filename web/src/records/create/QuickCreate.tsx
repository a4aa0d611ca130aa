import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { FormControl } from "@/fields";
import { can, type FieldMeta, fieldOf, type FieldValue, isWritable, type ObjectMeta, type RecordRow, useCatalog, useNaming, wireValue } from "@/metadata";
import { http, problemOfField, rememberWrite, useFieldProblemText, useProblemText } from "@/shared/api";
import { isComposing } from "@/shared/keys";
import { Button, Dialog, Kbd, Select, toast } from "@/shared/ui";
import { dropRows } from "../rows";
import { Lookalikes } from "./Lookalikes";
import { keepForm, keptForm, type Values } from "./draft";
import { startValues } from "./startValues";
import type { CreateWish } from "./ask";

type QuickCreateProps = { wish: CreateWish; onClose: () => void };

/** A few fields, one breath: everything else can be filled in later. */
export function QuickCreate({ wish, onClose }: QuickCreateProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const catalog = useCatalog();
  const client = useQueryClient();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const fieldProblem = useFieldProblemText();
  const [name, setName] = useState(wish.object);
  const object = catalog.objects[name];
  const untouched = (of: ObjectMeta): Values => ({ ...startValues(of, catalog), ...wish.start });
  const begun = (of: ObjectMeta): Values => ({ ...untouched(of), ...keptForm(catalog.me.id, of, wish.start) });
  const [values, setValues] = useState<Values>(() => (object ? begun(object) : {}));
  const [kept, setKept] = useState<"kept" | "fresh">(() => (object && keptForm(catalog.me.id, object, wish.start) ? "kept" : "fresh"));
  const [form, setForm] = useState(0);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const choices = Object.values(catalog.objects).filter((candidate) => can(candidate, "create") && candidate.quick.length > 0 && (candidate.access === "owned" || candidate.access === "shared"));
  if (!object) return null;
  const fields = quickFields(object, wish.start);
  const put = (next: Values) => {
    setValues(next);
    keepForm(catalog.me.id, object, wish.start, next, untouched(object));
  };
  const afresh = () => {
    put(untouched(object));
    setKept("fresh");
    setForm((count) => count + 1);
  };

  const save = async (then: "close" | "another") => {
    if (wrong.size > 0 || state === "busy") return;
    setState("busy");
    setError(null);
    try {
      const body = Object.fromEntries(object.fields.filter((field) => field.name in values).map((field) => [field.name, wireValue(field, values[field.name])]));
      const row = await http.post<RecordRow>(`/${object.plural}`, body);
      rememberWrite(row.id, row.version);
      dropRows(client, object);
      keepForm(catalog.me.id, object, wish.start, {}, {});
      for (const parent of Object.values(wish.start)) {
        if (typeof parent !== "object" || parent === null || !("id" in parent)) continue;
        for (const drawnFrom of ["timeline", "portrait"]) void client.invalidateQueries({ queryKey: [drawnFrom, parent.id] });
      }
      if (then === "another") {
        afresh();
        toast(t("records.created"));
        return;
      }
      onClose();
      if (wish.after === "open") void navigate({ to: "/objects/$plural/$id", params: { plural: object.plural, id: row.id } });
      else toast(t("records.created"));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setState("idle");
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save("close");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save(event.shiftKey ? "another" : "close");
    }
  };
  const named = fields.some((field) => problemOfField(error, field.name));

  return (
    <Dialog
      title={t("records.create", { object: naming.one(object) })}
      onClose={onClose}
      footer={
        <>
          <span className="mr-auto hidden items-center gap-1 text-text-3 md:flex">
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
          </span>
          <Button size="form" onClick={() => void save("another")} disabled={state === "busy"}>
            {t("records.createAnother")}
          </Button>
          <Button size="form" look="primary" type="submit" form="quick-create" state={state}>
            {t("general.create")}
          </Button>
        </>
      }
    >
      <form id="quick-create" className="flex flex-col gap-3" onSubmit={submit} onKeyDown={onKeyDown}>
        {Object.keys(wish.start).length === 0 && (
          <Select
            aria-label={t("records.kindOfRecord")}
            value={name}
            onChange={(event) => {
              const next = catalog.objects[event.target.value];
              if (!next) return;
              setName(next.name);
              setValues(begun(next));
              setKept(keptForm(catalog.me.id, next, wish.start) ? "kept" : "fresh");
              setError(null);
            }}
          >
            {choices.map((choice) => (
              <option key={choice.name} value={choice.name}>
                {naming.one(choice)}
              </option>
            ))}
          </Select>
        )}
        {kept === "kept" && (
          <p className="flex items-center justify-between gap-2 rounded-control bg-hover px-3 py-1 text-text-2">
            {t("lists.form.kept")}
            <Button look="quiet" onClick={afresh}>
              {t("lists.form.afresh")}
            </Button>
          </p>
        )}
        {fields.map((field) => {
          const refusal = problemOfField(error, field.name);
          return (
            <FormControl
              key={`${object.name}.${field.name}.${form}`}
              field={field}
              value={values[field.name]}
              problem={refusal ? fieldProblem(refusal) : undefined}
              onChange={(value) => put({ ...values, [field.name]: value })}
              onProblem={(code) => setWrong((current) => withProblem(current, field.name, code))}
            />
          );
        })}
        <Lookalikes object={object} values={values} />
        {error !== null && !named && (
          <p role="alert" className="rounded-control bg-danger-soft px-3 py-2 text-danger">
            {problemText(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function withProblem(current: ReadonlySet<string>, name: string, code: string | null): ReadonlySet<string> {
  const next = new Set(current);
  if (code) next.add(name);
  else next.delete(name);
  return next;
}

/** The quick fields, and whatever else the server would refuse to do without. */
function quickFields(object: ObjectMeta, start: Record<string, FieldValue>): FieldMeta[] {
  const wanted = object.quick.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const needed = object.fields.filter((field) => field.required && isWritable(field) && !wanted.includes(field) && !(field.name in start) && (field.default === undefined || field.default === null));
  return [...wanted, ...needed].filter((field) => isWritable(field));
}
