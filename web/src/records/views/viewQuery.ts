import type { Operator } from "@/fields";
import type { ObjectMeta } from "@/metadata";
import type { Query } from "@/shared/api";
import { columnsOf, type Filter, knownView, sortOf, sortToText, type ViewState } from "./viewState";

/** A filter as the server reads it. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { field: string; op: Operator; value: string | string[] | boolean };

/** Which records a view is about; `more` narrows it further, to a group or a lane. */
export function filterQuery(object: ObjectMeta, view: ViewState, more: Condition[] = []): Query {
  const known = knownView(object, view);
  const query: Query = {};
  const rest: Condition[] = [...more];
  for (const filter of known.filters) {
    const key = `filter[${filter.field}][${filter.op}]`;
    if (query[key] === undefined) query[key] = filter.value;
    else rest.push(condition(filter));
  }
  for (const group of known.any) rest.push({ any: group.map(condition) });
  if (rest.length > 0) query.where = JSON.stringify(rest.length === 1 ? rest[0] : { all: rest });
  if (view.q) query.q = view.q;
  if (view.trash === "only") query.trash = "only";
  return query;
}

export function listQuery(object: ObjectMeta, view: ViewState, more: Condition[] = []): Query {
  const columns = columnsOf(object, view);
  return { ...filterQuery(object, view, more), ...shapeQuery(object, columns.map((field) => field.name)), ...sortQuery(object, view) };
}

/** The fields that are wanted, references with their titles. */
export function shapeQuery(object: ObjectMeta, names: string[]): Query {
  const wanted = [...new Set(names)];
  const expand = object.fields.filter((field) => wanted.includes(field.name) && field.type === "reference" && field.name !== "id").map((field) => field.name);
  const query: Query = { fields: wanted.join(",") };
  if (expand.length > 0) query.expand = expand.join(",");
  return query;
}

export function sortQuery(object: ObjectMeta, view: ViewState): Query {
  const sort = sortOf(object, knownView(object, view));
  return sort.length > 0 ? { sort: sortToText(sort) } : {};
}

/** The same filter as a tree, which asynchronous changes of everything that matches want. */
export function filterTree(object: ObjectMeta, view: ViewState): Condition | null {
  const known = knownView(object, view);
  const parts: Condition[] = [...known.filters.map(condition), ...known.any.map((group) => ({ any: group.map(condition) }))];
  return parts.length > 0 ? { all: parts } : null;
}

export function condition({ field, op, value }: Filter): Condition {
  if (op === "in" || op === "nin" || op === "between") return { field, op, value: value.split(",") };
  if (op === "is_null") return { field, op, value: value === "true" };
  return { field, op, value };
}
