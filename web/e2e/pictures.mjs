import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser, check } from "./browser.mjs";
import { sampleOrders } from "./sample-orders.mjs";

/*
 * node e2e/pictures.mjs --server URL --email EMAIL --password PASSWORD [--only NAME,NAME]
 *
 * The pictures of the user guide, in both of its languages, from the demo company.
 * `cargo xtask pictures` starts that company and hands it over.
 */

const LANGUAGES = { en: "en", "zh-CN": "zh" };
const WIDE = { width: 1200, height: 720 };
const PHONE = { width: 390, height: 780 };
const QUALITY = 72;
/** All of them travel inside the program. */
const MOST_BYTES = 2_500_000;

const argument = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};

const folder = fileURLToPath(new URL("../../docs/guide/pictures/", import.meta.url));
const only = argument("only")?.split(",");
const ctx = { url: argument("server"), out: folder, person: { email: argument("email"), password: argument("password") } };

/** What a picture shows, by its file's name: where it is taken, what is done first, and the part of the page it keeps. */
const PICTURES = {
  search: { path: "/objects/customers", first: search },
  tour: { path: "/", first: startTour },
  today: { path: "/" },
  team: { path: "/", first: showTeam },
  phone: { path: "/", size: PHONE },
  list: { path: "/objects/customers?sort=-clv_12m&columns=name,value_tier,grade,clv_12m,margin_12m,risk,next_order_on,owner" },
  filter: { path: "/objects/customers?filter[value_tier][in]=mvc,mgc&filter[risk][in]=high,watch&sort=-value_at_stake&group=grade" },
  board: { path: "/objects/orders?as=board" },
  calendar: { path: "/objects/tasks?as=calendar&on=due_on" },
  customer: { path: best },
  insight: { path: "/insight" },
  rfm: { path: "/insight/rfm" },
  cohorts: { path: "/insight/cohorts" },
  import: { path: "/imports", first: dropOrders },
  rights: { path: "/settings/access", first: showSales },
  users: { path: "/settings/users" },
  "second-factor": { path: "/account", first: showCode },
  keys: { path: "/", first: showKeys },
};

const browser = await Browser.launch(ctx);
mkdirSync(folder, { recursive: true });
try {
  const page = await browser.newPage();
  await browser.signIn(page);
  const wire = await page.context().newCDPSession(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [language, suffix] of Object.entries(LANGUAGES)) {
    await browser.prefer(page, language, "light");
    for (const [name, picture] of Object.entries(PICTURES)) {
      if (only && !only.includes(name)) continue;
      await take(page, wire, picture, words(language), `${name}-${suffix}.webp`);
    }
  }
  check(browser.complaints.length === 0, browser.complaints.join("\n"));
} finally {
  await browser.close();
}
tidy();

async function take(page, wire, { path, first, size = WIDE }, word, file) {
  await page.setViewportSize(size);
  await wire.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1.25, mobile: false });
  await browser.open(page, typeof path === "function" ? await path(page) : path);
  await first?.(page, word);
  await browser.settle(page);
  await page.mouse.move(0, size.height - 1);
  await page.waitForTimeout(400);
  const { data } = await wire.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  const bytes = Buffer.from(data, "base64");
  writeFileSync(join(folder, file), bytes);
  console.log(`${file}: ${(bytes.length / 1000).toFixed(0)} kB`);
}

/** What no picture is called any more goes, and together they stay small. */
function tidy() {
  const wanted = new Set(Object.keys(PICTURES).flatMap((name) => Object.values(LANGUAGES).map((suffix) => `${name}-${suffix}.webp`)));
  for (const file of readdirSync(folder)) if (!wanted.has(file)) rmSync(join(folder, file));
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  console.log(`together: ${(bytes / 1000).toFixed(0)} kB`);
  check(bytes <= MOST_BYTES, `the pictures have ${bytes} bytes, ${MOST_BYTES} are allowed`);
}

/** What the client says in a language, by the name of its text. */
function words(language) {
  return (file, name) => {
    const texts = JSON.parse(readFileSync(new URL(`../src/shared/i18n/locales/${language}/${file}.json`, import.meta.url), "utf8"));
    return name.split(".").reduce((part, step) => part[step], texts);
  };
}

async function best(page) {
  const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=1&fields=name");
  return `/objects/customers/${body.data[0].id}`;
}

async function search(page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await page.keyboard.type("zm");
  await page.getByRole("option").nth(2).waitFor();
  await page.waitForTimeout(500);
}

async function startTour(page, word) {
  await page.evaluate(() => localStorage.removeItem("guanxi.tour"));
  await page.reload();
  await page.getByRole("button", { name: word("guide", "tour.start") }).click();
  await page.getByRole("region", { name: word("guide", "tour.title") }).waitFor();
  await page.evaluate(() => localStorage.setItem("guanxi.tour", JSON.stringify({ state: "done", step: 0 })));
}

async function showTeam(page, word) {
  await page.getByRole("button", { name: word("today", "team.title"), exact: true }).click();
}

async function showSales(page) {
  await page.locator("main select").first().selectOption({ label: "Sales rep" });
  await page.waitForTimeout(300);
}

async function dropOrders(page) {
  const { text } = sampleOrders();
  const transfer = await page.evaluateHandle((content) => {
    const files = new DataTransfer();
    files.items.add(new File([content], "orders.csv", { type: "text/csv" }));
    return files;
  }, text);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.waitForURL(/\/imports\/./);
  await page.locator("main table").first().waitFor();
}

async function showCode(page, word) {
  await page.getByRole("button", { name: word("account", "factor.setUp") }).click();
  await page.getByRole("dialog").locator("input[type=password]").fill(ctx.person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").locator("code").waitFor();
}

async function showKeys(page) {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}
