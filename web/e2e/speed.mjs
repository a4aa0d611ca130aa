import { gzipSync } from "node:zlib";
import { Browser } from "./browser.mjs";

/*
 * node e2e/speed.mjs --server URL --email EMAIL --password PASSWORD [--minutes N]
 *
 * What the client costs the browser, in processor time of its threads and in bytes; wall-clock time only where a person waits.
 * It is given to `cargo xtask bench web`, which starts the demo company.
 */

const ROWS = 1_000_000;
const argument = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : fallback;
};

const ctx = { url: argument("server"), out: "", person: { email: argument("email"), password: argument("password") } };
const minutes = Number(argument("minutes", "2"));
const lines = [];
const tell = (what, goal, measured) => {
  lines.push(`| ${what} | ${goal} | ${measured} |`);
  console.log(lines.at(-1));
};
const middle = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
const high = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length * 0.95)];

const browser = await Browser.launch(ctx);
try {
  const page = await browser.newPage();
  await browser.signIn(page);
  await firstList(page);
  await palette(page);
  await peek(page);
  await shift(page);
  await scrolling(page);
  await memory(page);
} finally {
  await browser.close();
}

async function threads(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    wire,
    read: async () => Object.fromEntries((await wire.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value])),
  };
}

/** A new page on the list: bytes over the wire, and what the renderer works until fifty rows stand. */
async function firstList(page) {
  const costs = [];
  let bytes = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const fresh = await browser.newPage();
    const { read, wire } = await threads(fresh);
    let sum = 0;
    if (turn === 0) {
      await wire.send("Network.enable");
      await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
      fresh.on("response", async (answer) => {
        if (!/\.(js|css)$/.test(new URL(answer.url()).pathname)) return;
        sum += gzipSync(await answer.body(), { level: 9 }).length;
      });
    }
    await fresh.goto(`${ctx.url}/objects/customers`);
    await fresh.waitForFunction(() => document.querySelectorAll("[data-row]").length >= 20 && document.querySelector("[data-row='0'] [data-column='0']")?.textContent);
    const after = await read();
    costs.push(after.TaskDuration * 1000);
    await fresh.waitForTimeout(300);
    if (turn === 0) bytes = sum;
    await fresh.close();
  }
  tell("script and style of the first list page, gzip", "at most 230 kB", `${(bytes / 1000).toFixed(1)} kB`);
  tell("renderer processor time until the rows of a first list stand", "at most 350 ms", `${middle(costs).toFixed(0)} ms (least ${Math.min(...costs).toFixed(0)})`);
  await page.bringToFront();
}

/** From the key to the answer on the screen, in the page's own clock. */
async function palette(page) {
  await browser.open(page, "/objects/customers");
  await page.waitForTimeout(2000);
  const opened = [];
  const found = [];
  for (const query of ["zh", "上海", "138", "li", "茶", "wang", "深圳", "bj", "20", "ch"]) {
    await page.evaluate(() => {
      globalThis.keyAt = 0;
      addEventListener("keydown", () => (globalThis.keyAt = performance.now()), { capture: true, once: true });
    });
    await page.keyboard.press("Control+k");
    opened.push(await page.evaluate(until, "[role=dialog] [cmdk-input]"));
    await page.locator("[cmdk-input]").fill("");
    await page.evaluate(() => document.querySelector("[cmdk-input]").addEventListener("input", () => (globalThis.keyAt = performance.now()), { once: true }));
    await page.keyboard.insertText(query);
    found.push(await page.evaluate(answered));
    await page.keyboard.press("Escape");
    await page.waitForTimeout(100);
  }
  tell("palette open after Ctrl+K", "less than 50 ms", `${middle(opened).toFixed(0)} ms, p95 ${high(opened).toFixed(0)} ms`);
  tell("palette shows the records that were found, after the key", "less than 50 ms", `${middle(found).toFixed(0)} ms, p95 ${high(found).toFixed(0)} ms`);
}

/** The server's answer to what was typed is there, and a frame has shown it. */
function answered() {
  return new Promise((resolve) => {
    const look = () => {
      const answer = performance.getEntriesByType("resource").find((entry) => entry.name.includes("/api/v1/search?") && entry.startTime >= globalThis.keyAt && entry.responseEnd > 0);
      if (answer) requestAnimationFrame(() => resolve(performance.now() - globalThis.keyAt));
      else requestAnimationFrame(look);
    };
    look();
  });
}

function until(selector) {
  return new Promise((resolve) => {
    const look = () => (document.querySelector(selector) ? requestAnimationFrame(() => resolve(performance.now() - globalThis.keyAt)) : requestAnimationFrame(look));
    look();
  });
}

async function peek(page) {
  await browser.open(page, "/objects/customers");
  const waits = [];
  for (let row = 0; row < 12; row += 1) {
    await page.evaluate(() => addEventListener("pointerdown", () => (globalThis.keyAt = performance.now()), { capture: true, once: true }));
    const title = page.locator(`[data-row='${row}'] .grid-title`).first();
    await title.hover();
    await page.waitForTimeout(120);
    const name = (await title.textContent()) ?? "";
    await title.click();
    waits.push(
      await page.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            const look = () => (document.querySelector("aside h2")?.textContent === wanted ? requestAnimationFrame(() => resolve(performance.now() - globalThis.keyAt)) : requestAnimationFrame(look));
            look();
          }),
        name,
      ),
    );
  }
  await page.keyboard.press("Escape");
  tell("peek shows the record after the click", "less than 100 ms", `${middle(waits.slice(1)).toFixed(0)} ms, p95 ${high(waits.slice(1)).toFixed(0)} ms (first ${waits[0].toFixed(0)} ms)`);
}

async function shift(page) {
  const shifts = [];
  for (const path of ["/", "/objects/customers", "/insight", "/settings"]) {
    await page.addInitScript(() => {
      globalThis.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await browser.open(page, path);
    await page.waitForTimeout(500);
    shifts.push(`${path} ${(await page.evaluate(() => globalThis.shifted)).toFixed(3)}`);
  }
  tell("layout shift after the first paint", "0", shifts.join(", "));
}

/** A million rows that only the wire knows: the server answers one page, and its rows stand for all. */
async function pretendMillion(page) {
  await page.route("**/api/v1/customers?**", async (route) => {
    const url = new URL(route.request().url());
    const offset = Number(url.searchParams.get("offset") ?? 0);
    url.searchParams.set("offset", String(offset % 1000));
    const answer = await route.fetch({ url: url.href });
    const list = await answer.json();
    if (!Array.isArray(list.data)) return route.fulfill({ response: answer });
    list.data = list.data.map((row, index) => ({ ...row, id: `${row.id.slice(0, 4)}${String(offset + index).padStart(13, "0")}` }));
    if ("total" in list) list.total = ROWS;
    await route.fulfill({ response: answer, json: list });
  });
}

async function scrolling(page) {
  await pretendMillion(page);
  await browser.open(page, "/objects/customers");
  const scroller = page.locator("[role=grid]").first();
  const { read } = await threads(page);
  const box = await scroller.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const before = await read();
  const frames = await page.evaluate(() => {
    globalThis.frames = 0;
    const count = () => {
      globalThis.frames += 1;
      globalThis.counting = requestAnimationFrame(count);
    };
    count();
    return globalThis.frames;
  });
  for (let turn = 0; turn < 150; turn += 1) {
    await page.mouse.wheel(0, 120 + (turn % 7) * 60);
    await page.waitForTimeout(16);
  }
  const after = await read();
  const drawn = (await page.evaluate(() => {
    cancelAnimationFrame(globalThis.counting);
    return globalThis.frames;
  })) - frames;
  tell(`script a scrolled frame, ${ROWS.toLocaleString("en")} rows`, "at most 6 ms", `${(((after.ScriptDuration - before.ScriptDuration) * 1000) / drawn).toFixed(2)} ms (${drawn} frames; all tasks ${(((after.TaskDuration - before.TaskDuration) * 1000) / drawn).toFixed(2)} ms)`);
}

/** Scrolling and switching for some minutes; what is left after the collector has been round. */
async function memory(page) {
  const { wire, read } = await threads(page);
  const settled = async () => {
    await wire.send("HeapProfiler.enable");
    await wire.send("HeapProfiler.collectGarbage");
    const { JSHeapUsedSize, Nodes } = await read();
    return { heap: JSHeapUsedSize / 1e6, nodes: Nodes };
  };
  const go = async () => {
    for (const name of ["任务", "客户", "今天", "订单", "客户"]) {
      await page.getByRole("navigation").getByRole("link", { name, exact: true }).first().click();
      await page.waitForTimeout(250);
    }
    const grid = page.locator("[role=grid]").first();
    await grid.waitFor();
    for (let turn = 0; turn < 20; turn += 1) {
      await grid.evaluate((element, place) => element.scrollBy(0, place), 40_000 * ((turn % 5) - 1));
      await page.waitForTimeout(60);
    }
  };
  await go();
  await go();
  const start = await settled();
  const until = Date.now() + minutes * 60_000;
  let rounds = 0;
  while (Date.now() < until) {
    await go();
    rounds += 1;
  }
  const end = await settled();
  tell(`memory after ${minutes} minutes of scrolling and switching (${rounds} rounds)`, "flat", `${start.heap.toFixed(1)} MB before, ${end.heap.toFixed(1)} MB after; ${start.nodes} and ${end.nodes} nodes`);
}
