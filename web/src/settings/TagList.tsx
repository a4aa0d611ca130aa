import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Merge, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type ObjectMeta, type RecordRow, useCatalog, useFormats, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, classes, Confirm, Dialog, EmptyState, hueOf, HUES, IconButton, Input, Labelled, ObjectIcon, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";

const MOST = 500;

type Asking = { kind: "merge" | "delete"; tag: RecordRow } | null;

/** The company's tags: their colours, how much they are used, and two that mean the same made one. */
export function TagList() {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [name, setName] = useState("");
  const [asking, setAsking] = useState<Asking>(null);
  const tag = objects.tag;
  const { data, error, refetch } = useQuery({
    queryKey: ["records", "tag", "settings"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/tags", { query: { sort: "name", limit: MOST }, signal }),
  });
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
      setAsking(null);
    } catch (refusal) {
      toast(problemText(refusal), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: ["records", "tag"] });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    void attempt(async () => {
      await http.post("/tags", { name: name.trim(), color: HUES[(data?.data.length ?? 0) % HUES.length] });
      setName("");
    });
  };
  const tags = data?.data ?? [];
  return (
    <div className="mx-auto flex max-w-200 flex-col gap-4 px-4 py-6">
      <header>
        <h1 className="text-record font-semibold">{t("settings.tags.title")}</h1>
        <p className="text-text-2">{t("settings.tags.hint")}</p>
      </header>
      {can(tag, "create") && (
        <form className="flex gap-2" onSubmit={add}>
          <Input aria-label={t("settings.tags.name")} placeholder={t("settings.tags.name")} maxLength={60} className="max-w-60" value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" look="primary" size="form" disabled={name.trim() === ""}>
            {t("settings.tags.add")}
          </Button>
        </form>
      )}
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines />}
      {data && tags.length === 0 && <EmptyState icon={<ObjectIcon name="tag" />} title={t("general.nothingFound")} />}
      <ul className="divide-y divide-line">
        {tags.map((row) => (
          <TagLine key={`${row.id} ${row.version}`} row={row} onChange={(change) => attempt(() => http.patch(`/tags/${row.id}`, change, { version: row.version }))} onAsk={(kind) => setAsking({ kind, tag: row })} />
        ))}
      </ul>
      {asking?.kind === "merge" && <MergeTag tag={asking.tag} others={tags.filter((other) => other.id !== asking.tag.id)} onClose={() => setAsking(null)} onMerge={(into) => attempt(() => http.post(`/tags/${into}/merge`, { other: asking.tag.id }))} />}
      {asking?.kind === "delete" && (
        <Confirm title={`${t("general.delete")}: ${String(asking.tag.name)}`} confirm={t("general.delete")} onClose={() => setAsking(null)} onConfirm={() => void attempt(() => http.delete(`/tags/${asking.tag.id}`, { version: asking.tag.version }))} />
      )}
    </div>
  );
}

type TagLineProps = { row: RecordRow; onChange: (change: Record<string, unknown>) => Promise<void>; onAsk: (kind: "merge" | "delete") => void };

function TagLine({ row, onChange, onAsk }: TagLineProps) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const [name, setName] = useState(String(row.name ?? ""));
  const hue = hueOf(String(row.color ?? ""));
  const editable = can(objects.tag, "update");
  const rename = () => {
    if (name.trim() !== "" && name !== row.name) void onChange({ name: name.trim() });
  };
  return (
    <li className="flex flex-wrap items-center gap-2 py-1.5">
      <span aria-hidden data-hue={hue} className="hue size-4 rounded-full" />
      <Input
        aria-label={t("settings.tags.name")}
        className="max-w-60 border-transparent"
        value={name}
        maxLength={60}
        disabled={!editable}
        onChange={(event) => setName(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && event.currentTarget.blur()}
      />
      <Select aria-label={t("settings.objects.color")} className="w-28" disabled={!editable} value={hue} onChange={(event) => void onChange({ color: event.target.value })}>
        {HUES.map((entry) => (
          <option key={entry} value={entry}>
            {t(`settings.colors.${entry}`)}
          </option>
        ))}
      </Select>
      <span className="flex min-w-30 flex-1 flex-wrap gap-x-3">
        {tagged(Object.values(objects)).map(({ object, field }) => (
          <Uses key={object.name} object={object} field={field} tag={row.id} />
        ))}
      </span>
      {editable && (
        <IconButton label={t("settings.tags.merge")} onClick={() => onAsk("merge")}>
          <Merge className="size-4" />
        </IconButton>
      )}
      {can(objects.tag, "delete") && (
        <IconButton label={t("general.delete")} onClick={() => onAsk("delete")}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

/** How many records carry the tag, and the list of them. */
function Uses({ object, field, tag }: { object: ObjectMeta; field: string; tag: string }) {
  const naming = useNaming();
  const formats = useFormats();
  const filter = `filter[${field}][eq]`;
  const { data } = useQuery({
    queryKey: ["records", object.name, "tag uses", tag],
    queryFn: async ({ signal }) => (await http.get<{ total?: number }>(`/${object.plural}`, { query: { [filter]: tag, limit: 1, count: "true", fields: "id" }, signal })).total ?? 0,
  });
  if (data === undefined) return null;
  return (
    <Link to="/objects/$plural" params={{ plural: object.plural }} search={{ [filter]: tag }} className={classes("whitespace-nowrap", data > 0 ? "text-accent-text hover:underline" : "text-text-3")}>
      {formats.number(data)} {naming.many(object)}
    </Link>
  );
}

function MergeTag({ tag, others, onMerge, onClose }: { tag: RecordRow; others: RecordRow[]; onMerge: (into: string) => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation();
  const [into, setInto] = useState(others[0]?.id ?? "");
  const [state, setState] = useState<"idle" | "busy">("idle");
  const merge = async () => {
    setState("busy");
    await onMerge(into);
    setState("idle");
  };
  return (
    <Dialog
      title={t("settings.tags.mergeTitle", { tag: String(tag.name) })}
      description={t("settings.tags.mergeHint", { tag: String(tag.name) })}
      width="narrow"
      onClose={onClose}
      footer={
        <Button look="primary" size="form" state={state} disabled={into === ""} onClick={() => void merge()}>
          {t("settings.tags.merge")}
        </Button>
      }
    >
      <Labelled label={t("settings.tags.into")}>
        {(wiring) => (
          <Select {...wiring} value={into} onChange={(event) => setInto(event.target.value)}>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {String(other.name)}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
    </Dialog>
  );
}

function tagged(objects: ObjectMeta[]): { object: ObjectMeta; field: string }[] {
  return objects.flatMap((object) => {
    const field = object.fields.find((candidate) => candidate.type === "reference" && !candidate.system && candidate.to?.includes("tag"));
    return field && object.can.read ? [{ object, field: field.name }] : [];
  });
}
