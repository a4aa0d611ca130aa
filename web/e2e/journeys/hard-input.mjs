import { Browser, check } from "../browser.mjs";
import { colleague } from "../colleagues.mjs";

const NASTY = ["<img src=x onerror=hacked=1><script>hacked=1</script>", "\u202eمرحبا بالعالم\u202c שלום", "👩‍👩‍👧‍👦🇨🇳🧋", "长".repeat(500), "W".repeat(500)].join(" ");

/** What nobody should write and somebody will: the program shows it as it is, and nothing breaks or is lost. */
export const hardInput = {
  title: "hard input",
  async walk(browser, page) {
    await browser.signIn(page);
    const customer = await this.everyText(browser, page);
    await this.manyColumns(browser, page);
    await this.manyOptions(browser, page);
    await this.lost(browser, page, customer);
    await this.slow(browser, page);
    await this.nothing(browser, page);
  },

  /** Every field that takes text, filled to its limit. */
  async everyText(browser, page) {
    const { body: catalog } = await browser.call(page, "GET", "/catalog");
    const texts = catalog.objects.customer.fields.filter((field) => ["text", "long_text"].includes(field.type) && field.access === "write" && !field.system);
    const fit = (field) => {
      const clean = field.type === "long_text" ? NASTY : NASTY.replaceAll("\u202e", "").replaceAll("\u202c", "");
      return Array.from(clean).slice(0, field.max_length ?? 500).join("");
    };
    const made = await browser.call(page, "POST", "/customers", { kind: "company", ...Object.fromEntries(texts.map((field) => [field.name, fit(field)])) });
    check(made.status === 201, `the hard customer was answered ${made.status}: ${JSON.stringify(made.body).slice(0, 300)}`);
    for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(size);
      for (const path of [`/objects/customers/${made.body.id}`, "/objects/customers?sort=-created_at", `/objects/customers?peek=${made.body.id}`]) {
        await browser.open(page, path);
        await browser.fits(page, `${path} with hard names`);
        check((await page.evaluate(() => "hacked" in globalThis)) === false, "a name ran as a script");
      }
      await browser.shot(page, `hard-names-${size.width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    return made.body;
  },

  async manyColumns(browser, page) {
    const names = Array.from({ length: 200 }, (_, number) => `x_c${number}`);
    await page.route("**/api/v1/catalog", async (route) => {
      const answer = await route.fetch();
      const catalog = await answer.json();
      const model = catalog.objects.customer.fields.find((field) => field.name === "short_name");
      catalog.objects.customer.fields.push(...names.map((name) => ({ ...model, name, labels: { en: name, "zh-Hans": name, "zh-Hant": name } })));
      await route.fulfill({ response: answer, json: catalog });
    });
    await page.route("**/api/v1/customers?**", async (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set("fields", "name");
      const answer = await route.fetch({ url: url.href });
      const list = await answer.json();
      for (const row of list.data ?? []) for (const name of names) row[name] = `${name} ${row.name}`;
      await route.fulfill({ response: answer, json: list });
    });
    await browser.open(page, `/objects/customers?columns=name,${names.join(",")}`);
    await page.locator("[data-row='0']").first().waitFor();
    await browser.fits(page, "a list of 200 columns");
    await page.keyboard.press("Tab");
    await browser.shot(page, "hard-columns");
    await page.unroute("**/api/v1/catalog");
    await page.unroute("**/api/v1/customers?**");
  },

  async manyOptions(browser, page) {
    await page.route("**/api/v1/catalog", async (route) => {
      const answer = await route.fetch();
      const catalog = await answer.json();
      const grade = catalog.objects.customer.fields.find((field) => field.name === "grade");
      for (let number = 0; number < 5000; number += 1) grade.options.push({ value: `x_${number}`, color: "blue", labels: { en: `Option ${number}`, "zh-Hans": `选项 ${number}`, "zh-Hant": `選項 ${number}` } });
      await route.fulfill({ response: answer, json: catalog });
    });
    await browser.open(page, "/objects/customers?columns=name,grade");
    await page.locator("[data-row='0'] [data-column='1']").click();
    await page.keyboard.press("Enter");
    const started = Date.now();
    await page.getByRole("dialog").getByRole("combobox").waitFor();
    await page.keyboard.type("4321");
    await page.getByRole("option", { name: "选项 4321" }).waitFor();
    check((await page.getByRole("option").count()) < 400, "all five thousand options are drawn");
    console.log(`        5,000 options opened and searched in ${Date.now() - started} ms`);
    await page.keyboard.press("Escape");
    await page.unroute("**/api/v1/catalog");
  },

  /** The server goes in the middle of a note: the note stays, the screen says so, and it can be saved later. */
  async lost(browser, page, customer) {
    await browser.open(page, `/objects/customers/${customer.id}`);
    await page.route("**/api/v1/**", (route) => route.abort());
    const note = page.getByRole("tabpanel").getByRole("textbox").first();
    await note.fill("服务器不在时写的备注");
    await page.keyboard.press("Control+Enter");
    await page.getByText("连接").first().waitFor();
    check((await note.inputValue()) === "服务器不在时写的备注", "the note is gone");
    await page.unroute("**/api/v1/**");
    await browser.open(page, `/objects/customers/${customer.id}`);
    check((await note.inputValue()) === "服务器不在时写的备注", "the note did not outlive the page");
    await note.focus();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("tabpanel").getByText("服务器不在时写的备注").first().waitFor();
    browser.complaints = browser.complaints.filter((complaint) => !/ERR_FAILED|Failed to load resource/.test(complaint));
  },

  async slow(browser, page) {
    const wire = await page.context().newCDPSession(page);
    await wire.send("Network.enable");
    await wire.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 120_000, uploadThroughput: 60_000 });
    await browser.open(page, "/objects/customers?sort=name&columns=name,short_name");
    await page.locator("[data-row='0'] [data-column='1']").click();
    await page.keyboard.type("慢慢来");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[data-row='0'] [data-column='1']")?.textContent === "慢慢来");
    await wire.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await wire.detach();
    const { body } = await browser.call(page, "GET", "/customers?filter[short_name][eq]=%E6%85%A2%E6%85%A2%E6%9D%A5&count=true&limit=1");
    check(body.total === 1, "what was typed over a slow wire was not kept");
  },

  async nothing(browser, page) {
    const { body: role } = await browser.call(page, "POST", "/roles", { name: "什么也看不到" });
    const person = await colleague(browser, page, { name: "无权限者", email: "nothing@example.com", role });
    const nobody = await Browser.launch({ ...browser.ctx, person });
    try {
      const empty = await nobody.newPage();
      await nobody.signIn(empty);
      for (const path of ["/", "/objects/customers", "/insight", "/settings", "/imports"]) {
        await empty.goto(browser.ctx.url + path);
        await empty.locator("#main :is(h1, [role=alert], .empty-state)").first().waitFor();
        await nobody.accessible(empty, `${path} for somebody who may see nothing`);
      }
      await nobody.shot(empty, "hard-nothing");
      nobody.complaints = nobody.complaints.filter((complaint) => !/status of (403|404)/.test(complaint));
      check(nobody.complaints.length === 0, nobody.complaints.join("\n"));
    } finally {
      await nobody.close();
    }
  },
};
