import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "./browser.mjs";
import { account } from "./journeys/account.mjs";
import { alternatives } from "./journeys/alternatives.mjs";
import { board } from "./journeys/board.mjs";
import { calendar } from "./journeys/calendar.mjs";
import { chosenRows } from "./journeys/chosen-rows.mjs";
import { companyDays } from "./journeys/company-days.mjs";
import { composer } from "./journeys/composer.mjs";
import { customer360 } from "./journeys/customer-360.mjs";
import { interrupted } from "./journeys/interrupted.mjs";
import { layout } from "./journeys/layout.mjs";
import { peek } from "./journeys/peek.mjs";
import { together } from "./journeys/together.mjs";
import { customerPage } from "./journeys/customer-page.mjs";
import { duplicates } from "./journeys/duplicates.mjs";
import { effect } from "./journeys/effect.mjs";
import { everydayList } from "./journeys/everyday-list.mjs";
import { fieldOfOwn } from "./journeys/field-of-own.mjs";
import { firstStart } from "./journeys/first-start.mjs";
import { guide } from "./journeys/guide.mjs";
import { hardInput } from "./journeys/hard-input.mjs";
import { importOrders } from "./journeys/import-orders.mjs";
import { invitation } from "./journeys/invitation.mjs";
import { influence } from "./journeys/influence.mjs";
import { insightPages } from "./journeys/insight.mjs";
import { looks } from "./journeys/looks.mjs";
import { listOfOthers } from "./journeys/list-of-others.mjs";
import { offline } from "./journeys/offline.mjs";
import { ownObject } from "./journeys/own-object.mjs";
import { phone } from "./journeys/phone.mjs";
import { privateCustomers } from "./journeys/private-customers.mjs";
import { reassign } from "./journeys/reassign.mjs";
import { repsDay } from "./journeys/reps-day.mjs";
import { seenAs } from "./journeys/seen-as.mjs";
import { sql } from "./journeys/sql.mjs";
import { spreadsheet } from "./journeys/spreadsheet.mjs";
import { pasteCells } from "./journeys/paste.mjs";
import { teamView } from "./journeys/team-view.mjs";
import { today } from "./journeys/today.mjs";
import { slow } from "./journeys/slow.mjs";
import { twoBrowsers } from "./journeys/two-browsers.mjs";
import { Server } from "./server.mjs";

/*
 * node e2e/run.mjs                    starts the program named by GUANXI_BINARY on an empty folder and walks everything
 * node e2e/run.mjs --server URL       walks a server that runs already (--email, --password), without what starts or stops it
 * node e2e/run.mjs --only NAME,NAME   some of them
 */

const JOURNEYS = [firstStart, importOrders, today, insightPages, effect, influence, sql, pasteCells, everydayList, chosenRows, spreadsheet, alternatives, board, calendar, companyDays, duplicates, customerPage, customer360, composer, layout, twoBrowsers, together, listOfOthers, interrupted, slow, offline, peek, fieldOfOwn, ownObject, repsDay, reassign, teamView, privateCustomers, seenAs, phone, hardInput, account, invitation, guide, looks];

const argument = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};

const only = argument("only")?.split(",");
const out = fileURLToPath(new URL("./out/", import.meta.url));
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const running = argument("server");
const server = running ? null : await Server.start(join(out, "server.log"));
const person = {
  company: "华星贸易",
  name: "王芳",
  email: argument("email") ?? "wang@example.com",
  password: argument("password") ?? "一句容易记住的话 2026",
};
const ctx = { url: running ?? server.url, server, out, person, isFresh: !running };
const browser = await Browser.launch(ctx);

let passed = 0;
const failures = [];
for (const journey of JOURNEYS) {
  if (only && !only.includes(journey.title) && journey !== firstStart) continue;
  // The one needs an empty server, the other stops and starts it.
  if (running && (journey === firstStart || journey === offline)) continue;
  // How a page looks does not depend on the database; once is enough.
  if (process.env.GUANXI_DATABASE_URL && journey === looks) continue;
  const started = Date.now();
  try {
    await browser.walk(journey);
    passed += 1;
    console.log(`passed  ${journey.title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(journey.title);
    console.log(`FAILED  ${journey.title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n${error.stack ?? error}`);
  }
}
await browser.close();
await server?.stop();
if (failures.length > 0) console.log(`${server ? `the server said:\n${server.troubles()}\n` : ""}failed: ${failures.join(", ")}; pictures of the moment are in ${out}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
