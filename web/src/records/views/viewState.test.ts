import { describe, expect, it } from "vitest";
import type { FieldMeta, ObjectMeta } from "@/metadata";
import { filterQuery, filterTree, listQuery } from "./viewQuery";
import { columnsOf, EMPTY_VIEW, knownView, nextSort, nextSortAmong, searchFromText, searchText, sortFromText, sortOf, viewFromSearch, type ViewState, viewToSearch } from "./viewState";

const field = (name: string, type: FieldMeta["type"]): FieldMeta => ({ name, type, labels: {} });

const customer: ObjectMeta = {
  name: "customer",
  plural: "customers",
  prefix: "cus",
  icon: "box",
  title: "name",
  access: "owned",
  area: "core",
  labels: { one: {}, many: {} },
  can: { read: true },
  fields: [field("name", "text"), field("value_tier", "choice"), field("owner", "reference"), field("clv_12m", "money")],
  sections: [],
  columns: ["name", "value_tier", "owner"],
  quick: [],
  actions: [],
  children: [],
};

const view: ViewState = {
  ...EMPTY_VIEW,
  filters: [
    { field: "value_tier", op: "in", value: "mvc,mgc" },
    { field: "name", op: "contains", value: "a&b=c, 王" },
  ],
  sort: [
    { field: "clv_12m", direction: "desc" },
    { field: "name", direction: "asc" },
  ],
  columns: ["name", "clv_12m"],
  q: "王芳",
  trash: "without",
};

describe("a view in the URL", () => {
  it("comes back as it was", () => {
    expect(viewFromSearch(viewToSearch(view))).toEqual(view);
    expect(viewFromSearch(searchFromText(searchText(viewToSearch(view))))).toEqual(view);
  });

  it("keeps groups, lanes, widths and figures, whatever it is shown as", () => {
    const whole: ViewState = {
      ...view,
      kind: "board",
      any: [
        [
          { field: "name", op: "contains", value: "甲" },
          { field: "name", op: "contains", value: "乙,丙" },
        ],
      ],
      pinned: [],
      widths: { name: 280, clv_12m: 90 },
      figures: { clv_12m: "avg" },
      group: "created_at:month",
      lanes: "value_tier",
      on: "created_at",
    };
    expect(viewFromSearch(searchFromText(searchText(viewToSearch(whole))))).toEqual(whole);
  });

  it("keeps two filters of one kind on one field", () => {
    const twice: ViewState = { ...EMPTY_VIEW, filters: [{ field: "name", op: "contains", value: "甲" }, { field: "name", op: "contains", value: "乙" }] };
    expect(viewFromSearch(viewToSearch(twice))).toEqual(twice);
    expect(JSON.parse(String(filterQuery(customer, twice).where))).toEqual({ field: "name", op: "contains", value: "乙" });
  });

  it("takes no nonsense from an old or broken link", () => {
    expect(viewFromSearch({ as: "rings", widths: "name:wide,x", figures: "name:most", group: "a b", "any[0.0][name][like]": "1" })).toEqual(EMPTY_VIEW);
  });

  it("is nothing when nothing was chosen", () => {
    expect(searchText(viewToSearch(EMPTY_VIEW))).toBe("");
    expect(viewFromSearch({})).toEqual(EMPTY_VIEW);
  });

  it("can be read by people", () => {
    expect(searchText({ "filter[value_tier][in]": "mvc,mgc", sort: "-clv_12m" })).toBe("?filter[value_tier][in]=mvc,mgc&sort=-clv_12m");
  });

  it("passes over operators and fields that nobody knows", () => {
    const odd = viewFromSearch({ "filter[name][like]": "x", "filter[gone][eq]": "1", "filter[value_tier][in]": "mvc" });
    expect(odd.filters.map((filter) => filter.field)).toEqual(["gone", "value_tier"]);
    expect(knownView(customer, odd).filters).toEqual([{ field: "value_tier", op: "in", value: "mvc" }]);
  });
});

describe("asking the server for a view", () => {
  it("names the fields of the columns and opens up the references", () => {
    const query = listQuery(customer, { ...view, columns: null });
    expect(query.fields).toBe("name,value_tier,owner");
    expect(query.expand).toBe("owner");
    expect(query.sort).toBe("-clv_12m,name");
    expect(query["filter[value_tier][in]"]).toBe("mvc,mgc");
  });

  it("always shows the title, even when a link forgot it", () => {
    expect(columnsOf(customer, { ...view, columns: ["clv_12m", "gone"] }).map((column) => column.name)).toEqual(["name", "clv_12m"]);
  });

  it("writes groups of which one must hold as a tree beside the plain filters", () => {
    const grouped: ViewState = { ...view, any: [[{ field: "owner", op: "in", value: "me" }, { field: "value_tier", op: "is_null", value: "true" }]] };
    const query = filterQuery(customer, grouped, [{ field: "owner", op: "in", value: ["usr_1"] }]);
    expect(query["filter[value_tier][in]"]).toBe("mvc,mgc");
    expect(JSON.parse(String(query.where))).toEqual({
      all: [
        { field: "owner", op: "in", value: ["usr_1"] },
        { any: [{ field: "owner", op: "in", value: ["me"] }, { field: "value_tier", op: "is_null", value: true }] },
      ],
    });
  });

  it("puts columns that stay in sight first", () => {
    expect(columnsOf(customer, { ...EMPTY_VIEW, columns: ["name", "owner", "clv_12m"], pinned: ["clv_12m"] }).map((column) => column.name)).toEqual(["clv_12m", "name", "owner"]);
  });

  it("writes everything that matches as a tree", () => {
    expect(filterTree(customer, view)).toEqual({
      all: [
        { field: "value_tier", op: "in", value: ["mvc", "mgc"] },
        { field: "name", op: "contains", value: "a&b=c, 王" },
      ],
    });
    expect(filterTree(customer, EMPTY_VIEW)).toBeNull();
  });
});

describe("sorting by a column head", () => {
  it("goes up, down, and back to none", () => {
    const up = nextSort([], "name");
    const down = nextSort(up, "name");
    expect(up).toEqual(sortFromText("name"));
    expect(down).toEqual(sortFromText("-name"));
    expect(nextSort(down, "name")).toEqual([]);
  });

  it("can sort by several, each in its place", () => {
    const two = nextSortAmong(sortFromText("name"), "owner");
    expect(two).toEqual(sortFromText("name,owner"));
    expect(nextSortAmong(two, "name")).toEqual(sortFromText("-name,owner"));
    expect(nextSortAmong(sortFromText("-name,owner"), "name")).toEqual(sortFromText("owner"));
  });
});

describe("the order of a list", () => {
  it("is the chosen one, else the most valuable customers first", () => {
    expect(sortOf(customer, EMPTY_VIEW)).toEqual([{ field: "clv_12m", direction: "desc" }]);
    expect(listQuery(customer, EMPTY_VIEW).sort).toBe("-clv_12m");
    expect(sortOf(customer, { ...EMPTY_VIEW, sort: [{ field: "name", direction: "asc" }] })).toEqual([{ field: "name", direction: "asc" }]);
  });

  it("is the server's for a search, for the trash, for other objects and for who may not see what customers are worth", () => {
    const fields = customer.fields.filter(({ name }) => name !== "clv_12m");
    const masked = customer.fields.map((one) => (one.name === "clv_12m" ? { ...one, access: "mask" as const } : one));
    const orders = [sortOf(customer, { ...EMPTY_VIEW, q: "王" }), sortOf(customer, { ...EMPTY_VIEW, trash: "only" }), sortOf({ ...customer, name: "supplier" }, EMPTY_VIEW), sortOf({ ...customer, fields }, EMPTY_VIEW), sortOf({ ...customer, fields: masked }, EMPTY_VIEW)];
    expect(orders).toEqual([[], [], [], [], []]);
  });
});
