import { createReadStream, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { Browser, check } from "./browser.mjs";
import { firstStart } from "./journeys/first-start.mjs";
import { Server } from "./server.mjs";

/*
 * GUANXI_BINARY=PROGRAM node e2e/retail.mjs FILE.csv.gz
 *
 * An owner with nothing but a file of orders: from the empty program to his most valuable customers, with every line of the
 * file accounted for. `cargo xtask bench retail` builds what it needs and gives it Online Retail.
 */

const PATIENCE_MS = 600_000;
const file = process.argv[2];
const lines = await linesOf(file);
const out = mkdtempSync(join(tmpdir(), "guanxi-retail-"));
mkdirSync(out, { recursive: true });
const server = await Server.start(join(out, "server.log"));
const person = { company: "Gift wholesaler", name: "Owner", email: "owner@example.com", password: "correct horse battery staple" };
const browser = await Browser.launch({ url: server.url, out, person });
try {
  await browser.walk({ title: "retail", walk: fromFileToCustomers });
} finally {
  await browser.close();
  await server.stop();
}

async function fromFileToCustomers(browser, page) {
  await firstStart.walk(browser, page);
  const begun = Date.now();
  await page.locator("[data-import-file]").first().setInputFiles(file);
  await page.waitForURL(/\/imports\//, { timeout: PATIENCE_MS });
  await page.getByRole("button", { name: /^导入 / }).waitFor({ timeout: PATIENCE_MS });
  tell("file chosen -> mapping guessed", since(begun));
  const started = Date.now();
  await page.getByRole("button", { name: /^导入 / }).click();
  await page.getByText("导入完成").waitFor({ timeout: PATIENCE_MS });
  tell("import clicked -> done", since(started));
  await browser.shot(page, "retail-result");
  const { body } = await browser.call(page, "GET", `/imports/${page.url().split("/").at(-1)}`);
  const { rows, imported, refused, created } = body.summary;
  tell("lines in the file, imported, refused", `${lines}, ${imported}, ${refused}`);
  check(rows === lines, `the file has ${lines} lines, the summary speaks of ${rows}`);
  check(imported + refused === lines, "lines are lost between imported and refused");
  const stored = await browser.call(page, "GET", "/order_lines?limit=1&count=true");
  tell("made", Object.entries(created).map(([object, number]) => `${object} ${number}`).join(", "));
  check(stored.body.total === created.order_line, `${created.order_line} order lines were made, ${stored.body.total} are there`);
  check(imported === created.order_line, `${imported} lines are imported, ${created.order_line} order lines were made`);
  const asked = Date.now();
  await page.getByRole("button", { name: "看看谁最重要" }).click();
  await page.getByRole("heading", { name: "谁最重要" }).waitFor({ timeout: PATIENCE_MS });
  const insight = await whenRun(browser, page);
  tell("asked who matters -> answer", since(asked));
  tell("tiers", insight.tiers.map(({ tier, customers }) => `${tier} ${customers}`).join(", "));
  await browser.settle(page);
  await browser.shot(page, "retail-insight");
  await page.getByRole("link", { name: /最有价值/ }).first().click();
  await page.waitForURL(/value_tier/);
  await page.locator("[data-row='0'] [data-column='0']").waitFor();
  await browser.settle(page);
  await browser.shot(page, "retail-most-valuable");
  await browser.open(page, "/");
  await browser.shot(page, "retail-today");
  tell("from the file to what to do today", since(begun));
  console.log(`pictures in ${out}`);
}

/** The run after the import goes on beside the page. */
async function whenRun(browser, page) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { body } = await browser.call(page, "GET", "/insight");
    if (body?.tiers && body.state !== "running") return body;
    await page.waitForTimeout(250);
  }
  throw new Error("the insight was not there in time");
}

async function linesOf(path) {
  const packed = createReadStream(path);
  const reader = createInterface({ input: path.endsWith(".gz") ? packed.pipe(createGunzip()) : packed });
  let count = -1;
  for await (const line of reader) if (line !== "") count += 1;
  return count;
}

function since(moment) {
  return `${((Date.now() - moment) / 1000).toFixed(1)} s`;
}

function tell(what, measured) {
  console.log(`| ${what} | ${measured} |`);
}
