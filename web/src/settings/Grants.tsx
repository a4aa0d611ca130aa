import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Fragment, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FieldMeta, fieldOf, type ObjectMeta, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { classes, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";

const ACTIONS = ["create", "read", "update", "delete", "export"] as const;

type Action = (typeof ACTIONS)[number];

/** What belongs to nobody is reached as a whole or not at all. */
const SHARED_SCOPES = ["none", "all"];

const MOST = 500;

export function Grants({ role, filter }: { role: RecordRow; filter: string }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [open, setOpen] = useState<string | null>(null);
  const key = ["records", "role_grant", role.id];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/role_grants", { query: { "filter[role][eq]": role.id, limit: MOST }, signal }),
  });
  const action = objects.role_grant && fieldOf(objects.role_grant, "action");
  const scope = objects.role_grant && fieldOf(objects.role_grant, "scope");
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  if (!data || !action || !scope) return <SkeletonLines count={8} />;
  const needle = filter.toLowerCase();
  const listed = Object.values(objects).filter((object) => (object.access === "owned" || object.access === "shared") && `${naming.many(object)} ${object.name}`.toLowerCase().includes(needle));
  const find = (object: string, name: Action) => data.data.find((row) => row.object === object && row.action === name);
  const set = async (object: string, name: Action, value: string) => {
    const known = find(object, name);
    try {
      if (known) await http.patch(`/role_grants/${known.id}`, { scope: value }, { version: known.version });
      else await http.post("/role_grants", { role: role.id, object, action: name, scope: value });
    } catch (refusal) {
      toast(problemText(refusal), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: key });
  };
  const head = "sticky top-0 z-10 border-b border-line bg-panel px-2 py-1.5 text-left font-medium whitespace-nowrap text-text-2";
  return (
    <div className="min-h-60 flex-1 overflow-auto rounded-card border border-line" role="group" aria-label={t("settings.access.title")} tabIndex={-1} onKeyDown={walk}>
      <table className="border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={classes(head, "left-0 z-20")}>
              {t("settings.access.object")}
            </th>
            {ACTIONS.map((name) => (
              <th key={name} scope="col" className={head}>
                {naming.option(action, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((object) => (
            <Fragment key={object.name}>
              <tr data-row={object.name}>
                <th scope="row" className="sticky left-0 z-5 border-b border-line bg-panel px-1 py-1 text-left font-normal whitespace-nowrap">
                  <button type="button" aria-expanded={open === object.name} onClick={() => setOpen(open === object.name ? null : object.name)} className="flex h-8 items-center gap-1.5 rounded-control px-1.5 hover:bg-hover max-md:h-11">
                    <ChevronRight aria-hidden className={classes("size-3.5 text-text-3", open === object.name && "rotate-90")} />
                    {naming.many(object)}
                  </button>
                </th>
                {ACTIONS.map((name) => {
                  const value = String(find(object.name, name)?.scope ?? "none");
                  const offered = (scope.options ?? []).filter((option) => object.access === "owned" || SHARED_SCOPES.includes(option.value) || option.value === value);
                  return (
                    <td key={name} className="border-b border-line px-1 py-1">
                      <Select
                        aria-label={t("settings.access.cell", { object: naming.many(object), action: naming.option(action, name) })}
                        className={classes("w-32", value === "none" && "text-text-3")}
                        value={value}
                        onChange={(event) => void set(object.name, name, event.target.value)}
                      >
                        {offered.map((option) => (
                          <option key={option.value} value={option.value}>
                            {naming.option(scope, option.value)}
                          </option>
                        ))}
                      </Select>
                    </td>
                  );
                })}
              </tr>
              {open === object.name && (
                <tr>
                  <td colSpan={ACTIONS.length + 1} className="border-b border-line bg-bg px-4 py-3">
                    <FieldLevels role={role} object={object} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Hidden, masked, read or written: a field that has no line of its own is open. */
function FieldLevels({ role, object }: { role: RecordRow; object: ObjectMeta }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const key = ["records", "role_field", role.id, object.name];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/role_fields", { query: { "filter[role][eq]": role.id, "filter[object][eq]": object.name, limit: MOST }, signal }),
  });
  const level = objects.role_field && fieldOf(objects.role_field, "level");
  if (!data || !level) return <SkeletonLines count={3} />;
  const find = (field: FieldMeta) => data.data.find((row) => row.field === field.name);
  const set = async (field: FieldMeta, value: string) => {
    const known = find(field);
    try {
      if (known && value === "write") await http.delete(`/role_fields/${known.id}`, { version: known.version });
      else if (known) await http.patch(`/role_fields/${known.id}`, { level: value }, { version: known.version });
      else if (value !== "write") await http.post("/role_fields", { role: role.id, object: object.name, field: field.name, level: value });
    } catch (refusal) {
      toast(problemText(refusal), { tone: "problem" });
    }
    await client.invalidateQueries({ queryKey: key });
  };
  return (
    <div className="grid max-w-200 grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-6 gap-y-1">
      {object.fields
        .filter((field) => !field.system)
        .map((field) => {
          const value = String(find(field)?.level ?? "write");
          return (
            <div key={field.name} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{naming.field(field)}</span>
              <Select
                aria-label={t("settings.access.level", { field: naming.field(field) })}
                className={classes("w-28", value === "write" && "text-text-3")}
                value={value}
                onChange={(event) => void set(field, event.target.value)}
              >
                {(level.options ?? []).map((option) => (
                  <option key={option.value} value={option.value}>
                    {naming.option(level, option.value)}
                  </option>
                ))}
              </Select>
            </div>
          );
        })}
    </div>
  );
}

/** Left and right walk the cells of a line; with Ctrl, up and down walk the lines. Up and down alone change the answer, as ever. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const cell = event.target instanceof HTMLSelectElement ? event.target.closest("td") : null;
  const row = cell?.parentElement;
  if (!cell || !row) return;
  const goal = goalOf(event, cell, row);
  if (!goal) return;
  event.preventDefault();
  goal.querySelector("select")?.focus();
}

function goalOf(event: KeyboardEvent, cell: HTMLTableCellElement, row: Element): Element | null {
  const rows = [...(row.parentElement?.querySelectorAll("tr[data-row]") ?? [])];
  const at = rows.indexOf(row);
  if (at < 0) return null;
  switch (event.key) {
    case "ArrowLeft":
      return cell.previousElementSibling;
    case "ArrowRight":
      return cell.nextElementSibling;
    case "ArrowUp":
      return event.ctrlKey ? (rows[at - 1]?.children[cell.cellIndex] ?? null) : null;
    case "ArrowDown":
      return event.ctrlKey ? (rows[at + 1]?.children[cell.cellIndex] ?? null) : null;
    default:
      return null;
  }
}
