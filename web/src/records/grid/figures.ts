import { useQuery } from "@tanstack/react-query";
import { type FieldMeta, type FieldValue, type ObjectMeta, isEmpty } from "@/metadata";
import { http, type Query } from "@/shared/api";
import { filterQuery } from "../views/viewQuery";
import type { Figure, ViewState } from "../views/viewState";

export type FigureRow = { group?: Record<string, FieldValue>; count: number } & Partial<Record<Exclude<Figure, "none">, Record<string, FieldValue>>>;

const NUMERIC = new Set(["number", "decimal", "money", "percent", "duration"]);
/** Adding up many columns of a million records takes its time, so only the first of them are added up unasked. */
const UNASKED = 3;

export function isNumeric(field: FieldMeta): boolean {
  return NUMERIC.has(field.result ?? field.type) && field.access !== "mask";
}

/** Which figure stands under which column: money is added up unless somebody chose otherwise. */
export function figuresOf(fields: FieldMeta[], view: ViewState): Record<string, Figure> {
  const money = fields.filter((field) => isNumeric(field) && (field.result ?? field.type) === "money").slice(0, UNASKED);
  const chosen: Record<string, Figure> = {};
  for (const field of fields) {
    if (!isNumeric(field)) continue;
    const figure = view.figures[field.name] ?? (money.includes(field) ? "sum" : "none");
    if (figure !== "none") chosen[field.name] = figure;
  }
  return chosen;
}

export function figureQuery(figures: Record<string, Figure>): Query {
  const query: Query = {};
  for (const [name, figure] of Object.entries(figures)) query[figure] = query[figure] ? `${query[figure]},${name}` : name;
  return query;
}

export function figureOf(row: FigureRow | undefined, figures: Record<string, Figure>, name: string): FieldValue {
  const figure = figures[name];
  return !row || !figure || figure === "none" ? null : row[figure]?.[name];
}

/** The figures of everything that matches, whatever part of it is loaded. */
export function useFigures(object: ObjectMeta, view: ViewState, figures: Record<string, Figure>): FigureRow | undefined {
  const query = { ...filterQuery(object, view), ...figureQuery(figures) };
  const { data } = useQuery({
    queryKey: ["aggregate", object.name, query],
    enabled: !isEmpty(Object.keys(figures)),
    queryFn: ({ signal }) => http.get<{ data: FigureRow[] }>(`/${object.plural}/aggregate`, { query, signal }),
    retry: false,
  });
  return data?.data[0];
}
