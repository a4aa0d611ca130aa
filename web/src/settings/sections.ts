import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import { withTexts } from "@/shared/i18n";
import { can, type Catalog, type ObjectMeta, SETTINGS_OBJECTS } from "@/metadata";

type Group = "company" | "people" | "knowledge" | "operation";

/** A page of the settings. Add one here, and it has its tab, its address and its place in the palette. */
export type Section = {
  name: string;
  group: Group;
  icon: string;
  /** Words of `settings.sections`; a list of an object is called as the object is. */
  title: string | ObjectMeta;
  page: LazyExoticComponent<ComponentType> | null;
};

type FixedSection = Omit<Section, "title"> & { page: LazyExoticComponent<ComponentType>; allowed: (catalog: Catalog) => boolean };

const FIXED: FixedSection[] = [
  { name: "company", group: "company", icon: "building-2", allowed: () => true, page: lazy(() => import("./CompanySettings").then(({ CompanySettings }) => ({ default: CompanySettings }))) },
  { name: "access", group: "people", icon: "key-round", allowed: (catalog) => can(catalog.objects.role_grant, "read"), page: lazy(() => import("./RoleGrid").then(({ RoleGrid }) => ({ default: RoleGrid }))) },
  { name: "objects", group: "knowledge", icon: "box", allowed: (catalog) => can(catalog.objects.role, "update"), page: lazy(() => import("./ObjectFields").then(({ ObjectFields }) => ({ default: ObjectFields }))) },
  { name: "tags", group: "knowledge", icon: "tag", allowed: (catalog) => can(catalog.objects.tag, "read"), page: lazy(() => import("./TagList").then(({ TagList }) => ({ default: TagList }))) },
  page("users", "people", "user-round", (catalog) => can(catalog.objects.user, "read"), () => import("./people/People").then(({ People }) => People)),
  page("teams", "people", "users", (catalog) => can(catalog.objects.team, "read"), () => import("./teams/TeamTree").then(({ TeamTree }) => TeamTree)),
  page("calendar", "company", "calendar", administers, () => import("./calendar/WorkCalendar").then(({ WorkCalendar }) => WorkCalendar)),
  page("mail", "company", "mail", administers, () => import("./mail/MailSettings").then(({ MailSettings }) => MailSettings)),
  page("numbers", "knowledge", "list-ordered", administers, () => import("./numbers/Numbers").then(({ Numbers }) => Numbers)),
  page("privacy", "operation", "lock-keyhole", administers, () => import("./privacy/SubjectRequests").then(({ SubjectRequests }) => SubjectRequests)),
  page("history", "operation", "history", administers, () => import("./history/HistoryBrowser").then(({ HistoryBrowser }) => HistoryBrowser)),
  page("trash", "operation", "trash-2", () => true, () => import("./trash/TrashPage").then(({ TrashPage }) => TrashPage)),
  page("imports", "operation", "file-up", (catalog) => can(catalog.objects.import_run, "read"), () => import("@/features/import/ImportHistoryPage").then(({ ImportHistoryPage }) => ImportHistoryPage)),
  page("backups", "operation", "database", administers, () => import("./backups/Backups").then(({ Backups }) => Backups)),
  page("about", "operation", "activity", administers, () => import("./about/About").then(({ About }) => About)),
];

/** Only administrators may change roles. */
function administers(catalog: Catalog): boolean {
  return can(catalog.objects.role, "update");
}

function page(name: string, group: Group, icon: string, allowed: (catalog: Catalog) => boolean, load: () => Promise<ComponentType>): FixedSection {
  return { name, group, icon, allowed, page: lazy(async () => ({ default: await withTexts(load()) })) };
}

const GROUPS: Group[] = ["company", "people", "knowledge", "operation"];

const GROUP_OF_LIST: Record<(typeof SETTINGS_OBJECTS)[number], Group> = { user: "people", team: "people", role: "people", tag: "knowledge" };

/** What this person may open, in the order of the side bar. A page of its own stands in for the plain list of the same name. */
export function sections(catalog: Catalog): { group: Group; sections: Section[] }[] {
  const fixed: Section[] = FIXED.filter((section) => section.allowed(catalog)).map((section) => ({ ...section, title: section.name }));
  const lists: Section[] = SETTINGS_OBJECTS.flatMap((name) => {
    const object = catalog.objects[name];
    if (!object || fixed.some((section) => section.name === object.plural)) return [];
    return [{ name: object.plural, group: GROUP_OF_LIST[name], icon: object.icon, title: object, page: null }];
  });
  return GROUPS.map((group) => ({ group, sections: [...lists, ...fixed].filter((section) => section.group === group) })).filter((entry) => entry.sections.length > 0);
}
