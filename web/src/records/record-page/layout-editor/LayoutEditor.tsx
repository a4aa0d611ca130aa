import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asReference, catalogQuery, type ObjectMeta, type RecordRow, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { type Arrangement, arrangementOf, kept, withSection } from "./arrangement";
import { HiddenFields, SectionCard } from "./SectionCard";

const EVERYBODY = "";

/** The page as its administrator arranges it, in place: sections, order, what is asked for, what is shown when. */
export function LayoutEditor({ object, onDone }: { object: ObjectMeta; onDone: () => void }) {
  const [role, setRole] = useState(object.layout?.role ?? EVERYBODY);
  const { data: layouts, error, refetch } = useQuery({
    queryKey: ["layouts", object.name],
    queryFn: async ({ signal }) => (await http.get<{ data: RecordRow[] }>("/layouts", { query: { "filter[object][eq]": object.name, limit: 100 }, signal })).data,
  });
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!layouts) return <SkeletonLines count={12} />;
  const layout = layouts.find((candidate) => (asReference(candidate.role)?.id ?? EVERYBODY) === role);
  return <Arranging key={`${role}.${layout?.version ?? 0}`} object={object} layout={layout} role={role} onRole={setRole} onDone={onDone} />;
}

type ArrangingProps = { object: ObjectMeta; layout: RecordRow | undefined; role: string; onRole: (role: string) => void; onDone: () => void };

function Arranging({ object, layout, role, onRole, onDone }: ArrangingProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const naming = useNaming();
  const problemText = useProblemText();
  const [arrangement, setArrangement] = useState<Arrangement>(() => arrangementOf(object));
  const [dragged, setDragged] = useState<string | null>(null);
  const [state, setState] = useState<"idle" | "busy">("idle");
  const { data: roles } = useQuery({
    queryKey: ["records", "role", "names"],
    queryFn: async ({ signal }) => (await http.get<{ data: RecordRow[] }>("/roles", { query: { fields: "name", sort: "name", limit: 100 }, signal })).data,
  });
  const settle = async (work: () => Promise<unknown>, said: string) => {
    setState("busy");
    try {
      await work();
      await Promise.all([client.invalidateQueries({ queryKey: catalogQuery.queryKey }), client.invalidateQueries({ queryKey: ["layouts", object.name] })]);
      toast(said);
      onDone();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      setState("idle");
    }
  };
  const save = () =>
    settle(
      () =>
        layout
          ? http.patch(`/layouts/${layout.id}`, { sections: kept(arrangement) }, { version: layout.version })
          : http.post("/layouts", { object: object.name, role: role === EVERYBODY ? null : role, sections: kept(arrangement) }),
      t("records.layout.saved"),
    );
  const reset = () => layout && settle(() => http.delete(`/layouts/${layout.id}`, { version: layout.version }), t("records.layout.saved"));
  const parts = { object, arrangement, dragged, onDrag: setDragged, onChange: setArrangement };
  return (
    <section aria-labelledby="arrange" className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-4 py-2">
        <h2 id="arrange" className="font-semibold">
          {t("records.layout.title", { object: naming.one(object) })}
        </h2>
        <p className="min-w-0 flex-1 text-text-2">{t("records.layout.hint")}</p>
        <Select aria-label={t("records.layout.for")} value={role} className="w-44" onChange={(event) => onRole(event.target.value)}>
          <option value={EVERYBODY}>{t("records.layout.everybody")}</option>
          {roles?.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {String(candidate.name ?? "")}
            </option>
          ))}
        </Select>
        {layout && (
          <Button look="quiet" onClick={() => void reset()}>
            {t("records.layout.reset")}
          </Button>
        )}
        <Button onClick={onDone}>{t("general.cancel")}</Button>
        <Button look="primary" state={state} onClick={() => void save()}>
          {t("general.save")}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-4" tabIndex={-1}>
        <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
          {arrangement.sections.map((section, index) => (
            <SectionCard key={section.name} {...parts} section={section} index={index} />
          ))}
          <Button size="form" className="border-dashed" onClick={() => setArrangement(withSection(arrangement))}>
            <Plus aria-hidden className="size-4" />
            {t("records.layout.addSection")}
          </Button>
          <HiddenFields {...parts} />
        </div>
      </div>
    </section>
  );
}
