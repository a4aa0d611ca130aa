import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const BUDGETS = [
  { name: "entry", limit: 190, entries: ["index.html"] },
  { name: "first list page", limit: 230, entries: ["index.html", "src/app/SignedIn.tsx", "src/records/ListPage.tsx"] },
];

const LANGUAGE = "src/shared/i18n/locales/zh-CN/first.ts";

/** Everything that the browser has to load before the page stands, with what each part imports. */
function filesOf(entries) {
  const seen = new Set();
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of entries) {
    if (!manifest[entry]) throw new Error(`${entry} is not in the manifest`);
    visit(entry);
  }
  return [...files];
}

let over = false;
for (const { name, limit, entries } of BUDGETS) {
  const files = filesOf([...entries, LANGUAGE]);
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length, 0) / 1000;
  console.log(`${name}: ${size.toFixed(1)} kB gz of ${limit} (${files.length} files)`);
  if (size > limit) over = true;
}
if (over) process.exit(1);
