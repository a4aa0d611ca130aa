import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCatalog, useNaming } from "@/metadata";
import { Input } from "@/shared/ui";
import type { SqlTable } from "../sqlRows";

/** What is asked for most often stands first. */
const FIRST = ["customers", "contacts", "orders", "order_lines", "products", "activities", "tasks", "value_histories"];

/** The tables that one may ask, each with its columns; a click puts the name into the question. */
export function SqlTables({ tables, onPick }: { tables: SqlTable[]; onPick: (name: string) => void }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const [wanted, setWanted] = useState("");
  const word = wanted.trim().toLowerCase();
  const naming = useNaming();
  const label = (table: SqlTable) => {
    const object = objects[table.object];
    return object ? naming.many(object) : table.object === "value_history" ? t("insight.sql.history") : "";
  };
  const rank = ({ name }: SqlTable) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const inOrder = tables.toSorted((one, other) => rank(one) - rank(other));
  const found = inOrder.filter((table) => word === "" || `${table.name} ${label(table)} ${table.columns.map(({ name }) => name).join(" ")}`.toLowerCase().includes(word));
  return (
    <aside aria-label={t("insight.sql.tables")} className="flex max-h-90 min-w-0 flex-col gap-2">
      <Input type="search" aria-label={t("insight.sql.find")} placeholder={t("insight.sql.find")} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <ul className="min-h-0 flex-1 overflow-auto rounded-card border border-line" tabIndex={-1}>
        {found.map((table) => (
          <li key={table.name} className="border-b border-line last:border-0">
            <details>
              <summary className="cursor-pointer px-3 py-1.5 max-md:py-3">
                <span className="font-mono">{table.name}</span> <span className="text-text-3">{label(table)}</span>
              </summary>
              <ul className="pb-1">
                <Name name={table.name} kind={t("insight.sql.table")} onPick={onPick} />
                {table.columns.map((column) => (
                  <Name key={column.name} name={column.name} kind={t(`insight.sql.types.${column.type}`)} onPick={onPick} />
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Name({ name, kind, onPick }: { name: string; kind: string; onPick: (name: string) => void }) {
  return (
    <li>
      <button type="button" onClick={() => onPick(name)} className="flex w-full min-w-0 items-baseline gap-2 px-3 py-0.5 text-left hover:bg-hover max-md:min-h-11 max-md:items-center">
        <span className="min-w-0 truncate font-mono">{name}</span>
        <span className="ml-auto shrink-0 text-meta text-text-3">{kind}</span>
      </button>
    </li>
  );
}
