import { Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { askToLog, logIsAbout, type LogWish, whenAskedToLog } from "@/features/quick-log/ask";
import { whenGuideAsked } from "@/features/guide/ask";
import { DropTarget } from "@/features/import/DropTarget";
import { can, objectByPlural, recordTitle, useCatalog, useNaming } from "@/metadata";
import { askToCreate, type CreateWish, whenAskedToCreate } from "@/records/create/ask";
import { withTexts } from "@/shared/i18n";
import { useShortcut } from "@/shared/keys";
import { early, fetchDialogs } from "@/shared/ui";
import { ErrorBoundary } from "./ErrorBoundary";
import { BottomBar } from "./BottomBar";
import { Sidebar } from "./Sidebar";
import { StatusBars } from "./StatusBars";
import { useOpenRecord, useRememberOpened } from "./useOpenRecord";
import { useRecordCommands } from "./useRecordCommands";

const Palette = early(() => import("@/features/search/Palette").then((part) => part.Palette));
const QuickCreate = early(() => withTexts(import("@/records/create/QuickCreate")).then((part) => part.QuickCreate));
const QuickLog = early(() => import("@/features/quick-log/QuickLog").then((part) => part.QuickLog));
const StaleEdits = lazy(() => import("@/records/record-page/StaleDialog").then(({ StaleEdits }) => ({ default: StaleEdits })));
const WaitingEdits = lazy(() => import("@/records/record-page/WaitingEdits").then(({ WaitingEdits }) => ({ default: WaitingEdits })));
const GuidePanel = lazy(() => withTexts(import("@/features/guide/GuidePanel")).then(({ GuidePanel }) => ({ default: GuidePanel })));
const TourCard = lazy(() => withTexts(import("@/features/guide/TourCard")).then(({ TourCard }) => ({ default: TourCard })));
const KeysHelp = lazy(() => import("./KeysHelp").then(({ KeysHelp }) => ({ default: KeysHelp })));

type Overlay = "none" | "palette" | "keys" | "guide";

export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { plural } = useParams({ strict: false });
  const [overlay, setOverlay] = useState<Overlay>("none");
  const [wish, setWish] = useState<CreateWish | null>(null);
  const [log, setLog] = useState<LogWish | null>(null);
  const catalog = useCatalog();
  const { language } = useNaming();
  const open = useOpenRecord();
  useRememberOpened(open);
  useRecordCommands(open);
  useEffect(() => logIsAbout(open?.object.name === "customer" ? { id: open.id, object: "customer", title: recordTitle(open.object, open.row, language) } : null), [open, language]);
  useEffect(() => whenAskedToCreate(setWish), []);
  useEffect(() => whenAskedToLog(setLog), []);
  useEffect(() => whenGuideAsked(() => setOverlay("guide")), []);
  useEffect(() => {
    const kind = new URLSearchParams(window.location.search).get("log");
    if (kind === "visit" || kind === "call") askToLog({ kind });
  }, []);
  useEffect(() => {
    const idle = setTimeout(() => {
      for (const part of [Palette, QuickCreate, QuickLog]) void part.fetch();
      void fetchDialogs();
    }, 1500);
    return () => clearTimeout(idle);
  }, []);
  useShortcut("palette", () => setOverlay("palette"));
  useShortcut("search", () => setOverlay("palette"));
  useShortcut("keys", () => setOverlay("keys"));
  useShortcut("create", () => {
    const here = catalog.objects[objectByPlural(catalog, plural ?? "")?.name ?? ""];
    askToCreate(here && can(here, "create") && here.quick.length > 0 ? here.name : "customer");
  });
  useShortcut("log", () => can(catalog.objects.activity, "create") && askToLog());
  useShortcut("today", () => void navigate({ to: "/" }));
  useShortcut("insight", () => void navigate({ to: "/insight" }));
  const close = () => setOverlay("none");
  return (
    <div className="flex h-full flex-col md:flex-row">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-60 focus:bg-panel focus:p-2">
        {t("shell.skip")}
      </a>
      <Sidebar onSearch={() => setOverlay("palette")} onKeys={() => setOverlay("keys")} />
      <main id="main" className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
        <StatusBars />
        <Suspense>
          <WaitingEdits />
        </Suspense>
        <div className="min-h-0 flex-1">
          <ErrorBoundary>
            <Suspense>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      <BottomBar onSearch={() => setOverlay("palette")} />
      <DropTarget />
      <Suspense>
        <StaleEdits />
        {overlay === "palette" && <Palette onClose={close} onKeys={() => setOverlay("keys")} />}
        {overlay === "keys" && <KeysHelp onClose={close} />}
        {overlay === "guide" && <GuidePanel path={window.location.pathname} onClose={close} />}
        <TourCard />
        {log && <QuickLog key={log.customer?.id ?? ""} wish={log} onClose={() => setLog(null)} />}
        {wish && <QuickCreate key={wish.object} wish={wish} onClose={() => setWish(null)} />}
      </Suspense>
    </div>
  );
}
