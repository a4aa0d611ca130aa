import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Only a journey that is lost waits this long; a loaded machine with two cores may need half of it. */
const PATIENCE_MS = 40_000;
const WIDE = { width: 1440, height: 900 };

/** Debian's Chromium with a fresh profile, and what every journey needs of it. */
export class Browser {
  static async launch(ctx) {
    const profile = mkdtempSync(join(tmpdir(), "guanxi-profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      headless: true,
      args: FLAGS,
      viewport: WIDE,
      locale: "zh-CN",
      // A service worker would answer requests that a journey wants to hold back.
      serviceWorkers: "block",
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Browser(ctx, context, profile);
  }

  constructor(ctx, context, profile) {
    this.ctx = ctx;
    this.context = context;
    this.profile = profile;
    this.page = null;
    this.other = null;
    this.complaints = [];
  }

  /** Somebody else at another machine: no cookies, nothing remembered. */
  async stranger() {
    this.other ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
    const context = await this.other.newContext({ viewport: WIDE, locale: "zh-CN", serviceWorkers: "block" });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** A browser that keeps the program, as one does in which it was installed. */
  async installed(url) {
    this.other ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
    const context = await this.other.newContext({ viewport: WIDE, locale: "zh-CN", serviceWorkers: "allow" });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Browser({ ...this.ctx, url }, context, null);
  }

  async walk(journey) {
    this.complaints = [];
    this.page = await this.newPage();
    try {
      await journey.walk(this, this.page);
      if (this.complaints.length > 0) throw new Error(`the browser complained:\n${this.complaints.join("\n")}`);
    } catch (error) {
      await this.shot(this.page, `failed-${journey.title.replace(/[^a-z0-9]+/gi, "-")}`).catch((unseen) => console.log(`no picture: ${unseen.message}`));
      throw error;
    } finally {
      await this.closePages();
    }
  }

  /** An open page goes on listening for changes and would take its share of the machine from the journeys after it. */
  async closePages() {
    const [blank, ...rest] = this.context.pages();
    for (const page of rest) await page.close();
    await blank?.goto("about:blank");
  }

  async newPage() {
    const page = await this.context.newPage();
    await page.setViewportSize(WIDE);
    page.on("pageerror", (error) => this.complaints.push(error.stack || `${error.name}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of (401|409|412|422)/.test(message.text())) this.complaints.push(message.text());
    });
    return page;
  }

  async open(page, path) {
    await page.goto(this.ctx.url + path, { waitUntil: "domcontentloaded" });
    await this.settle(page);
  }

  /** Waits for the page to be drawn; the event stream never ends, so the network is never idle for long. */
  async settle(page) {
    await page.waitForSelector("main h1");
    await page.waitForFunction(() => document.querySelector(".animate-pulse-soft, .animate-spin") === null, undefined, { timeout: PATIENCE_MS });
    await page.waitForTimeout(150);
  }

  async signIn(page) {
    await this.open(page, "/");
    if (await page.locator("input[name=password]").count()) {
      await page.fill("input[name=email]", this.ctx.person.email);
      await page.fill("input[name=password]", this.ctx.person.password);
      await page.click("button[type=submit]");
    }
    await page.waitForSelector("nav");
    await this.settle(page);
  }

  /** The language and the look as a person would have chosen them, kept in this browser. */
  async prefer(page, language, theme) {
    await page.evaluate(
      ([chosenLanguage, chosenTheme]) => {
        localStorage.setItem("guanxi.language", chosenLanguage);
        localStorage.setItem("guanxi.theme", chosenTheme);
      },
      [language, theme],
    );
  }

  async shot(page, name) {
    await page.screenshot({ path: join(this.ctx.out, `${name}.png`) });
  }

  async accessible(page, where) {
    await page.evaluate(AXE);
    // What is still fading in has less contrast than what a person will read.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
    const judge = () => page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    let { violations } = await judge();
    if (violations.some((violation) => violation.id === "color-contrast")) {
      // A colour on its way is not what a person reads: what is really too faint still is so half a second later.
      await page.waitForTimeout(500);
      ({ violations } = await judge());
    }
    if (violations.length > 0) {
      const lines = violations.map((violation) => `${violation.id} (${violation.nodes.length}): ${violation.nodes[0].html.slice(0, 200)}`);
      throw new Error(`${where} is not accessible:\n${lines.join("\n")}`);
    }
  }

  async fits(page, where) {
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (content > screen) throw new Error(`${where} is ${content} px wide on a screen of ${screen} px`);
  }

  /** The same door that the page uses, with the page's cookie. */
  async call(page, method, path, body, headers = {}) {
    return page.evaluate(
      async ([verb, address, content, more]) => {
        const session = await (await fetch("/api/v1/session")).json();
        const request = { method: verb, headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf ?? "", ...more } };
        if (content !== undefined) request.body = JSON.stringify(content);
        const answer = await fetch(`/api/v1${address}`, request);
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
      },
      [method, path, body, headers],
    );
  }

  async close() {
    await this.context.close();
    await this.other?.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

export function check(condition, complaint) {
  if (!condition) throw new Error(complaint);
}
