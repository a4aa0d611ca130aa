import type { Catalog, ObjectMeta } from "./types";

/** Objects that have a page of their own, live inside others or belong to the settings, and so stay out of the side bar. */
const ELSEWHERE = new Set([
  "alert", "comment", "follower", "attachment", "notification", "saved_view", "import_run", "bulk_job", "merge_run", "distinct_pair", "record_member", "mapping", "layout",
  "value_history", "exchange_rate",
]);

export const SETTINGS_OBJECTS = ["user", "team", "role", "tag"] as const;

const SETTINGS = new Set<string>([...SETTINGS_OBJECTS, "role_grant", "role_field"]);

/** What is used every day stands first; whatever is not named follows as the catalog has it. */
const FIRST = ["customer", "contact", "task", "activity", "order", "product"];

export type Area = { name: string; objects: ObjectMeta[] };

/** The side bar: what one works with first, grouped by area; details of other records come under "more". */
/** Every object that a person would look for by name, the daily ones first. */
export function findable(catalog: Catalog): ObjectMeta[] {
  const { areas, more } = places(catalog);
  return [...areas.flatMap((area) => area.objects), ...more];
}

export function places(catalog: Catalog): { areas: Area[]; more: ObjectMeta[] } {
  const readable = inOrder(Object.values(catalog.objects)).filter((object) => object.can.read && object.access !== "system" && !ELSEWHERE.has(object.name) && !SETTINGS.has(object.name));
  const main = readable.filter((object) => object.access !== "parent");
  const areas: Area[] = [];
  for (const object of main) {
    const known = areas.find((area) => area.name === object.area);
    if (known) known.objects.push(object);
    else areas.push({ name: object.area, objects: [object] });
  }
  return { areas, more: readable.filter((object) => object.access === "parent") };
}

function inOrder(objects: ObjectMeta[]): ObjectMeta[] {
  const place = (object: ObjectMeta) => {
    const at = FIRST.indexOf(object.name);
    return at < 0 ? FIRST.length : at;
  };
  return objects.toSorted((left, right) => place(left) - place(right));
}
