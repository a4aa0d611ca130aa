import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Settings2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type RecordRow, useCatalog } from "@/metadata";
import { ArrangeViews } from "@/records/views/ArrangeViews";
import { NameView } from "@/records/views/NameView";
import { inSections, type SavedView, savedView } from "@/records/views/savedViews";
import { http, useProblemText } from "@/shared/api";
import { Button, Menu, MenuItem, MenuLabel, MenuLine, toast } from "@/shared/ui";

/** Questions are kept where views are, under a name that no object has. */
const OBJECT = "sql";
const MOST = 200;
const FIELDS = "name,state,kind,pinned,position,visibility,owner,default_for";

type SavedQueriesProps = { sql: string; onChoose: (sql: string) => void };

/** Questions that somebody kept for himself, his team or all. */
export function SavedQueries({ sql, onChoose }: SavedQueriesProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const { objects, me } = useCatalog();
  const [asked, setAsked] = useState<"name" | "arrange" | null>(null);
  const queryKey = ["records", "saved_view", OBJECT];
  const { data } = useQuery({
    queryKey,
    enabled: objects.saved_view !== undefined,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/saved_views", { query: { "filter[object][eq]": OBJECT, sort: "position,name", limit: MOST, fields: FIELDS }, signal }),
  });
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
      await client.invalidateQueries({ queryKey });
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };
  if (!objects.saved_view || !data) return null;
  const saved = data.data.map((row) => savedView(row, me.id));
  const sections = inSections(saved);
  const keep = (name: string, visibility: string) =>
    attempt(async () => {
      await http.post("/saved_views", { name, object: OBJECT, kind: "table", state: { sql }, visibility, position: saved.length });
      setAsked(null);
    });
  return (
    <>
      {saved.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button look="quiet">
              {t("insight.sql.saved")}
              <ChevronDown aria-hidden className="size-3.5" />
            </Button>
          }
        >
          {(["mine", "team", "all"] as const).map((section) => (
            <Section key={section} label={t(`lists.views.${section}`)} queries={sections[section]} onChoose={onChoose} />
          ))}
          <MenuLine />
          <MenuItem icon={<Settings2 />} onSelect={() => setAsked("arrange")}>
            {t("insight.sql.arrange")}
          </MenuItem>
        </Menu>
      )}
      {can(objects.saved_view, "create") && (
        <Button look="quiet" disabled={sql.trim() === ""} onClick={() => setAsked("name")}>
          {t("insight.sql.save")}
        </Button>
      )}
      {asked === "name" && <NameView onClose={() => setAsked(null)} onSave={keep} />}
      {asked === "arrange" && <ArrangeViews sections={sections} attempt={attempt} onClose={() => setAsked(null)} onRemoved={() => {}} />}
    </>
  );
}

function Section({ label, queries, onChoose }: { label: string; queries: SavedView[]; onChoose: (sql: string) => void }) {
  if (queries.length === 0) return null;
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {queries.map((query) => (
        <MenuItem key={query.id} onSelect={() => onChoose(query.search[OBJECT] ?? "")}>
          {query.name}
        </MenuItem>
      ))}
    </>
  );
}
