import { OPERATORS, type Operator } from "@/fields";
import { type FieldMeta, fieldOf, type ObjectMeta } from "@/metadata";

export type Filter = { field: string; op: Operator; value: string };

export type Sort = { field: string; direction: "asc" | "desc" };

export const VIEW_KINDS = ["table", "board", "calendar", "gallery"] as const;

export type ViewKind = (typeof VIEW_KINDS)[number];

export const FIGURES = ["none", "sum", "avg", "min", "max"] as const;

export type Figure = (typeof FIGURES)[number];

/** What a person looks at in a list. One state for every way of showing it, so that no way loses what another one set. */
export type ViewState = {
  kind: ViewKind;
  /** All of these must hold ... */
  filters: Filter[];
  /** ... and of each of these groups at least one. */
  any: Filter[][];
  sort: Sort[];
  columns: string[] | null;
  pinned: string[] | null;
  widths: Record<string, number>;
  figures: Record<string, Figure>;
  /** What the rows of a table are grouped by; a date may be followed by a period. */
  group: string | null;
  /** What the lanes of a board stand for. */
  lanes: string | null;
  /** The day by which a calendar places its records. */
  on: string | null;
  q: string;
  trash: "without" | "only";
};

export type Search = Record<string, string | undefined>;

export const EMPTY_VIEW: ViewState = {
  kind: "table",
  filters: [],
  any: [],
  sort: [],
  columns: null,
  pinned: null,
  widths: {},
  figures: {},
  group: null,
  lanes: null,
  on: null,
  q: "",
  trash: "without",
};

const FILTER_KEY = /^filter\[([a-z0-9_.]+)\]\[([a-z_]+)\]$/;
const ANY_KEY = /^any\[(\d{1,2})\.(\d{1,2})\]\[([a-z0-9_.]+)\]\[([a-z_]+)\]$/;
const NAME = /^[a-z0-9_]+$/;
const GROUP = /^[a-z0-9_]+(:[a-z]+)?$/;

export function viewFromSearch(search: Search): ViewState {
  const filters: Filter[] = [];
  const groups = new Map<number, Filter[]>();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined) continue;
    const one = FILTER_KEY.exec(key);
    const op = operator(one?.[2]);
    if (one?.[1] && op) filters.push({ field: one[1], op, value });
    const other = ANY_KEY.exec(key);
    const otherOp = operator(other?.[4]);
    if (!other?.[3] || !otherOp) continue;
    const group = groups.get(Number(other[1])) ?? [];
    group[Number(other[2])] = { field: other[3], op: otherOp, value };
    groups.set(Number(other[1]), group);
  }
  const any = [...groups].sort(([left], [right]) => left - right).map(([, group]) => group.filter(Boolean));
  return {
    kind: VIEW_KINDS.find((kind) => kind === search.as) ?? "table",
    // A group of one says the same as a plain filter.
    filters: [...filters, ...any.filter((group) => group.length === 1).flat()],
    any: any.filter((group) => group.length > 1),
    sort: sortFromText(search.sort ?? ""),
    columns: search.columns ? names(search.columns) : null,
    pinned: search.pin === undefined ? null : names(search.pin),
    widths: Object.fromEntries(pairs(search.widths).flatMap(([name, width]) => (Number(width) >= 1 ? [[name, Math.min(2000, Math.round(Number(width)))]] : []))),
    figures: Object.fromEntries(
      pairs(search.figures).flatMap(([name, word]) => {
        const figure = FIGURES.find((candidate) => candidate === word);
        return figure ? [[name, figure]] : [];
      }),
    ),
    group: search.group && GROUP.test(search.group) ? search.group : null,
    lanes: search.lanes && NAME.test(search.lanes) ? search.lanes : null,
    on: search.on && NAME.test(search.on) ? search.on : null,
    q: search.q ?? "",
    trash: search.trash === "only" ? "only" : "without",
  };
}

export function viewToSearch(view: ViewState): Search {
  const search: Search = {};
  if (view.kind !== "table") search.as = view.kind;
  const groups = [...view.any];
  for (const filter of view.filters) {
    const key = `filter[${filter.field}][${filter.op}]`;
    if (search[key] === undefined) search[key] = filter.value;
    else groups.push([filter]);
  }
  groups.forEach((group, place) => {
    group.forEach((filter, member) => {
      search[`any[${place}.${member}][${filter.field}][${filter.op}]`] = filter.value;
    });
  });
  if (view.sort.length > 0) search.sort = sortToText(view.sort);
  if (view.columns) search.columns = view.columns.join(",");
  if (view.pinned) search.pin = view.pinned.join(",") || "-";
  const widths = Object.entries(view.widths);
  if (widths.length > 0) search.widths = widths.map(([name, width]) => `${name}:${width}`).join(",");
  const figures = Object.entries(view.figures);
  if (figures.length > 0) search.figures = figures.map(([name, figure]) => `${name}:${figure}`).join(",");
  if (view.group) search.group = view.group;
  if (view.lanes) search.lanes = view.lanes;
  if (view.on) search.on = view.on;
  if (view.q) search.q = view.q;
  if (view.trash === "only") search.trash = "only";
  return search;
}

export function sortFromText(text: string): Sort[] {
  return text
    .split(",")
    .filter(Boolean)
    .map((part) => (part.startsWith("-") ? { field: part.slice(1), direction: "desc" } : { field: part, direction: "asc" }));
}

export function sortToText(sort: Sort[]): string {
  return sort.map(({ field, direction }) => (direction === "desc" ? `-${field}` : field)).join(",");
}

/** An old link may name a field that has gone or that this person may not read; it is passed over, not an error. */
export function knownView(object: ObjectMeta, view: ViewState): ViewState {
  const known = (name: string) => fieldOf(object, name.split(/[.:]/)[0] ?? name) !== undefined;
  const knownFilters = (filters: Filter[]) => filters.filter((filter) => known(filter.field));
  return {
    ...view,
    filters: knownFilters(view.filters),
    any: view.any.map(knownFilters).filter((group) => group.length > 0),
    sort: view.sort.filter((sort) => known(sort.field)),
    group: view.group && known(view.group) ? view.group : null,
    lanes: view.lanes && known(view.lanes) ? view.lanes : null,
    on: view.on && known(view.on) ? view.on : null,
  };
}

/** The columns of the view; those that stay in sight come first. */
export function columnsOf(object: ObjectMeta, view: ViewState): FieldMeta[] {
  const wanted = view.columns ?? object.columns;
  const columns = wanted.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const title = fieldOf(object, object.title);
  if (title && !columns.includes(title)) columns.unshift(title);
  if (columns.length === 0) return object.fields.slice(0, 4);
  const pinned = pinnedOf(object, view);
  return [...columns.filter((field) => pinned.includes(field.name)), ...columns.filter((field) => !pinned.includes(field.name))];
}

export function pinnedOf(object: ObjectMeta, view: ViewState): string[] {
  return view.pinned ?? [object.title];
}

const MOST_VALUABLE = "clv_12m";

/** The order in which a list stands: the chosen one, else the most valuable customers first. A search has its own. */
export function sortOf(object: ObjectMeta, view: ViewState): Sort[] {
  if (view.sort.length > 0 || view.q !== "" || view.trash === "only") return view.sort;
  const worth = object.name === "customer" ? fieldOf(object, MOST_VALUABLE) : undefined;
  return worth && worth.sortable !== false && worth.access !== "mask" ? [{ field: worth.name, direction: "desc" }] : [];
}

export function nextSort(sort: Sort[], field: string): Sort[] {
  const current = sort.find((entry) => entry.field === field);
  if (!current) return [{ field, direction: "asc" }];
  return current.direction === "asc" ? [{ field, direction: "desc" }] : [];
}

/** The same for one column among several: the others keep their place. */
export function nextSortAmong(sort: Sort[], field: string): Sort[] {
  const current = sort.find((entry) => entry.field === field);
  if (!current) return [...sort, { field, direction: "asc" }];
  if (current.direction === "desc") return sort.filter((entry) => entry !== current);
  return sort.map((entry) => (entry === current ? { field, direction: "desc" } : entry));
}

export function isNarrowed(view: ViewState): boolean {
  return view.filters.length > 0 || view.any.length > 0 || view.q !== "" || view.trash === "only";
}

export function sameView(left: ViewState, right: ViewState): boolean {
  return JSON.stringify(viewToSearch(left)) === JSON.stringify(viewToSearch(right));
}

/** Brackets, commas and colons stay readable in the address bar; the default would escape them all. */
export function searchText(search: Search): string {
  const readable = (text: string) => encodeURIComponent(text).replace(/%5B/g, "[").replace(/%5D/g, "]").replace(/%2C/g, ",").replace(/%3A/g, ":");
  const parts = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${readable(name)}=${readable(value ?? "")}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

export function searchFromText(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

function operator(word: string | undefined): Operator | undefined {
  return OPERATORS.find((candidate) => candidate === word);
}

function names(text: string): string[] {
  return text.split(",").filter((name) => NAME.test(name));
}

function pairs(text: string | undefined): [string, string][] {
  return (text ?? "").split(",").flatMap((part) => {
    const [name, value] = part.split(":");
    return name && value && NAME.test(name) ? [[name, value]] : [];
  });
}
