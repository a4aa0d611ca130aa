import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8"));

const FIRST = ["index.html", "src/app/SignedIn.tsx", "src/features/session/SignInPage.tsx", "src/features/today/TodayPage.tsx", "src/records/ListPage.tsx", "src/records/record-page/RecordPage.tsx", "src/features/search/Palette.tsx", "src/features/quick-log/QuickLog.tsx", "src/records/peek/Peek.tsx", "src/records/create/QuickCreate.tsx", "src/shared/ui/MenuParts.tsx", "src/shared/ui/DialogPanel.tsx", "src/shared/ui/PickerList.tsx"];
const WORDS = Object.keys(manifest).filter((key) => /locales\/[^/]+\/(first|later)\.ts$/.test(key));

/** What the first pages are made of, in all three languages: it lies ready before somebody asks for it. */
function shell() {
  const seen = new Set();
  const files = new Set(["/", "/theme.js", "/icon.svg", "/manifest.webmanifest"]);
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(`/${chunk.file}`);
    for (const style of chunk.css ?? []) files.add(`/${style}`);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of [...FIRST, ...WORDS]) {
    if (!manifest[entry]) throw new Error(`${entry} is not in the manifest`);
    visit(entry);
  }
  return [...files].filter((file) => !file.endsWith("index.html"));
}

const files = shell();
const index = await readFile(new URL("index.html", dist));
const version = createHash("sha256").update(index).update(files.join("\n")).digest("hex").slice(0, 16);
const source = await readFile(new URL("./service-worker.js", import.meta.url), "utf8");
await writeFile(new URL("sw.js", dist), source.replace('"VERSION"', JSON.stringify(version)).replace('"FILES"', JSON.stringify(files)));
