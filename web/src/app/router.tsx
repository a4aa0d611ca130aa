import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { type Search, searchFromText, searchText } from "@/records/views/viewState";
import { withTexts } from "@/shared/i18n";
import { NotFound } from "./NotFound";
import { Shell } from "./shell/Shell";

const texts = (search: Record<string, unknown>): Search => Object.fromEntries(Object.entries(search).filter(([, value]) => typeof value === "string")) as Search;

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: NotFound, validateSearch: texts });

const today = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => withTexts(import("@/features/today/TodayPage")), "TodayPage"),
});

const insight = createRoute({
  getParentRoute: () => root,
  path: "/insight",
  component: lazyRouteComponent(() => withTexts(import("@/features/insight/InsightPage")), "InsightPage"),
});

const insightPart = createRoute({
  getParentRoute: () => root,
  path: "/insight/$part",
  component: lazyRouteComponent(() => withTexts(import("@/features/insight/InsightPage")), "InsightPage"),
});

const imports = createRoute({
  getParentRoute: () => root,
  path: "/imports",
  component: lazyRouteComponent(() => withTexts(import("@/features/import/ImportHistoryPage")), "ImportHistoryPage"),
});

const importRun = createRoute({
  getParentRoute: () => root,
  path: "/imports/$id",
  component: lazyRouteComponent(() => withTexts(import("@/features/import/ImportPage")), "ImportPage"),
});

const list = createRoute({
  getParentRoute: () => root,
  path: "/objects/$plural",
  component: lazyRouteComponent(async () => {
    const page = await import("@/records/ListPage");
    await page.fetchCards();
    return page;
  }, "ListPage"),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: "/duplicates/$plural",
  component: lazyRouteComponent(() => withTexts(import("@/records/duplicates/DuplicatesPage")), "DuplicatesPage"),
});

const record = createRoute({
  getParentRoute: () => root,
  path: "/objects/$plural/$id",
  component: lazyRouteComponent(() => import("@/records/record-page/RecordPage"), "RecordPage"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => withTexts(import("@/features/account/AccountPage")), "AccountPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => withTexts(import("@/settings/SettingsPage")), "SettingsPage"),
});

const settingsSection = createRoute({
  getParentRoute: () => root,
  path: "/settings/$section",
  component: lazyRouteComponent(() => withTexts(import("@/settings/SettingsPage")), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([today, insight, insightPart, imports, importRun, list, duplicates, record, account, settings, settingsSection]),
  defaultPreload: "intent",
  parseSearch: searchFromText,
  stringifySearch: (search) => searchText(search as Search),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
