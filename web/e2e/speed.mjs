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
const minutes = Number(argument("minutes", "10"));
const lines = [];
const tell = (what, goal, measured) => {
  lines.push(`| ${what} | ${goal} | ${measured} |`);
  console.log(lines.at(-1));
};
const middle = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
const spread = ([first, ...rest]) => `${middle(rest).toFixed(0)} ms, p95 ${high(rest).toFixed(0)} ms (first ${first.toFixed(0)} ms)`;
const high = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length * 0.95)];

const browser = await Browser.launch(ctx);
try {
  const page = await browser.newPage();
  await browser.signIn(page);
  await firstList(page);
  await palette(page);
  await peek(page);
  await shift();
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
  const waits = [];
  let bytes = 0;
  for (let turn = 0; turn < 9; turn += 1) {
    const fresh = await browser.newPage();
    const { read, wire } = await threads(fresh);
    const answers = [];
    if (turn === 0) {
      await wire.send("Network.enable");
      await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
      fresh.on("response", (answer) => {
        if (/\.(js|css)$/.test(new URL(answer.url()).pathname)) answers.push(answer);
      });
    }
    await fresh.goto(`${ctx.url}/objects/customers`);
    const since = await fresh.evaluate(rowsStand);
    const { TaskDuration } = await read();
    if (turn === 0) {
      for (const answer of answers.slice()) bytes += gzipSync(await answer.body(), { level: 9 }).length;
    } else {
      costs.push(TaskDuration * 1000);
      waits.push(since);
    }
    await fresh.close();
  }
  tell("script and style that had come when the rows of a first list stood, gzip, with what follows the page", "-", `${(bytes / 1000).toFixed(1)} kB`);
  tell("renderer processor time until the rows of a first list stand", "at most 350 ms", `${middle(costs).toFixed(0)} ms (least ${Math.min(...costs).toFixed(0)})`);
  tell("from opening the address until the rows stand, files in the browser's cache", "-", `${middle(waits).toFixed(0)} ms (least ${Math.min(...waits).toFixed(0)})`);
  await page.bringToFront();
}

/** When the first row was seen to have its words, in the page's own clock. */
function rowsStand() {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelectorAll("[data-row]").length >= 20 && document.querySelector("[data-row='0'] [data-column='0']")?.textContent) resolve(performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From the key to the answer on the screen, in the page's own clock. */
async function palette(page) {
  await browser.open(page, "/objects/customers");
  await page.waitForTimeout(3000);
  const opened = [];
  const found = [];
  const { read } = await threads(page);
  const work = { open: [], find: [] };
  const worked = async (sum, act) => {
    const before = await read();
    await act();
    sum.push(((await read()).TaskDuration - before.TaskDuration) * 1000);
  };
  for (const query of ["zh", "上海", "138", "li", "茶", "wang", "深圳", "bj", "20", "ch", "广州", "sun"]) {
    await page.evaluate(nextMoment, "keydown");
    await worked(work.open, async () => {
      await page.keyboard.press("Control+k");
      opened.push(await page.evaluate(until, "[role=dialog] [cmdk-input]"));
    });
    await page.evaluate(watchAnswers);
    await page.evaluate(nextMoment, "input");
    await worked(work.find, async () => {
      await page.keyboard.insertText(query);
      found.push(await page.evaluate(answered));
    });
    await page.keyboard.press("Escape");
    await page.waitForTimeout(100);
  }
  tell("palette open after Ctrl+K", "less than 50 ms", `${spread(opened)}; processor time ${spread(work.open)}`);
  tell("palette shows the records that were found, after the key", "less than 50 ms", `${spread(found)}; processor time ${spread(work.find)}`);
}

/** Remembers when the next event of this kind comes. */
function nextMoment(kind) {
  globalThis.keyAt = 0;
  addEventListener(kind, () => (globalThis.keyAt = performance.now()), { capture: true, once: true });
}

/** A browser keeps no more than 250 of these, and a page that has been open for a while has had them. */
function watchAnswers() {
  performance.setResourceTimingBufferSize(1000);
  performance.clearResourceTimings();
  globalThis.drawnAt = 0;
  globalThis.watcher?.disconnect();
  globalThis.watcher = new MutationObserver(() => (globalThis.drawnAt = performance.now()));
  globalThis.watcher.observe(document.querySelector("[cmdk-list]"), { childList: true, subtree: true, characterData: true, attributes: true });
}

/** The server's answer to what was typed has come, the list was drawn anew after it, and a frame has shown it. */
function answered() {
  return new Promise((resolve, reject) => {
    const patience = performance.now() + 10_000;
    const look = () => {
      const answer = performance.getEntriesByType("resource").findLast((entry) => entry.name.includes("/api/v1/search?") && entry.startTime >= globalThis.keyAt && entry.responseEnd > 0);
      // What stands when a frame begins is on the screen when the frame is over.
      if (answer && globalThis.drawnAt >= answer.responseEnd) setTimeout(() => resolve(performance.now() - globalThis.keyAt));
      else if (performance.now() > patience) reject(new Error("the palette shows no answer"));
      else requestAnimationFrame(look);
    };
    look();
  });
}

function until(selector) {
  return new Promise((resolve) => {
    const look = () => (document.querySelector(selector) ? setTimeout(() => resolve(performance.now() - globalThis.keyAt)) : requestAnimationFrame(look));
    look();
  });
}

/** Two moments after the click: the name and what the list knows of the record, and the whole of it. */
async function peek(page) {
  await browser.open(page, "/objects/customers");
  await page.waitForTimeout(3000);
  const begun = [];
  const whole = [];
  const work = [];
  const { read } = await threads(page);
  for (let row = 3; row < 16; row += 1) {
    await page.evaluate(nextMoment, "pointerdown");
    const title = page.locator(`[data-row='${row}'] .grid-title`).first();
    await title.hover();
    await page.waitForTimeout(120);
    const name = (await title.textContent()) ?? "";
    const before = await read();
    await title.click();
    const [shown, complete] = await page.evaluate(peeked, name);
    work.push(((await read()).TaskDuration - before.TaskDuration) * 1000);
    begun.push(shown);
    whole.push(complete);
  }
  await page.keyboard.press("Escape");
  tell("peek shows the record after the click", "less than 100 ms", spread(begun));
  tell("the same, all of its fields", "-", `${spread(whole)}; processor time ${spread(work)}`);
}

function peeked(name) {
  return new Promise((resolve) => {
    let shown = 0;
    const look = () => {
      const panel = document.querySelector("aside h2")?.textContent === name ? document.querySelector("aside h2").closest("aside") : null;
      if (panel && shown === 0) setTimeout(() => (shown = performance.now() - globalThis.keyAt));
      if (panel && !panel.querySelector(".skeleton")) setTimeout(() => resolve([shown, performance.now() - globalThis.keyAt]));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Each page opened by its address, wide and on a phone; what moved without anybody having touched anything. */
async function shift() {
  const front = await browser.newPage();
  await browser.open(front, "/objects/customers");
  const { body } = await browser.call(front, "GET", "/customers?limit=1&sort=-clv_12m");
  await front.close();
  for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const shifts = [];
    for (const [name, path] of [["today", "/"], ["list", "/objects/customers"], ["record", `/objects/customers/${body.data[0].id}`], ["insight", "/insight"], ["settings", "/settings"], ["account", "/account"]]) {
      const page = await browser.newPage();
      await page.setViewportSize(size);
      await page.addInitScript(() => {
        globalThis.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await browser.open(page, path);
      await page.waitForTimeout(1000);
      shifts.push(`${name} ${(await page.evaluate(() => globalThis.shifted)).toFixed(4)}`);
      await page.close();
    }
    tell(`layout shift after the first paint, ${size.width} px`, "0", shifts.join(", "));
  }
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
    const { JSHeapUsedSize, Nodes, JSEventListeners } = await read();
    return `${(JSHeapUsedSize / 1e6).toFixed(1)} MB, ${Nodes} nodes, ${JSEventListeners} listeners`;
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
  tell(`memory after ${minutes} minutes of scrolling and switching (${rounds} rounds)`, "flat", `${start}; then ${end}`);
}
