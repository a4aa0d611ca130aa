import { check } from "../browser.mjs";

const DAY_MS = 86_400_000;

/** A weak line, and a computer whose clock is a day off: slower and otherwise as always. */
export const slow = {
  title: "a slow line and a wrong clock",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/customers", { name: "慢速测试公司", kind: "company", short_name: "慢" });
    const wire = await page.context().newCDPSession(page);
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
    await wire.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 100_000, uploadThroughput: 50_000 });
    await page.goto(`${browser.ctx.url}/objects/customers/${made.id}`);
    await page.getByRole("heading", { name: "慢速测试公司" }).waitFor();
    await rename(page, "慢速之后");
    await page.locator("dl > div").filter({ hasText: "简称" }).first().getByText("慢速之后").waitFor();
    await kept(page, made.id, "慢速之后");
    await page.keyboard.press("Control+k");
    await page.locator("[cmdk-input]").fill("慢速测试");
    await page.getByRole("option", { name: /慢速测试公司/ }).first().waitFor();
    await browser.shot(page, "slow-line");
    await page.keyboard.press("Escape");
    await page.getByRole("navigation").first().getByRole("link", { name: "客户", exact: true }).click();
    await page.locator("[data-row='0'] [data-column='0']").first().waitFor();
    await wire.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    check((await page.getByRole("alert").count()) === 0, "a slow line was called a problem");

    const serverDay = (await browser.call(page, "GET", `/customers/${made.id}`)).body.created_at.slice(0, 10);
    for (const [name, off] of [["behind", -DAY_MS], ["ahead", DAY_MS]]) {
      const other = await page.context().newPage();
      other.on("pageerror", (error) => browser.complaints.push(String(error)));
      await other.addInitScript((by) => {
        const Real = Date;
        globalThis.Date = class extends Real {
          constructor(...given) {
            super(...(given.length === 0 ? [Real.now() + by] : given));
          }
          static now() {
            return Real.now() + by;
          }
        };
      }, off);
      await browser.open(other, "/");
      await browser.open(other, `/objects/customers/${made.id}`);
      await rename(other, `时钟 ${name}`);
      await kept(other, made.id, `时钟 ${name}`);
      await other.locator("dl > div").filter({ hasText: "简称" }).first().getByText(`时钟 ${name}`).waitFor();
      await other.getByPlaceholder("有什么值得记下？").fill(`时钟差一天 ${name}`);
      await other.getByRole("button", { name: "保存" }).first().click();
      await other.getByRole("article").or(other.getByRole("listitem")).filter({ hasText: `时钟差一天 ${name}` }).first().waitFor();
      await browser.shot(other, `clock-${name}`);
      check((await other.getByRole("alert").count()) === 0, `a clock that is a day ${name} was called a problem`);
      await other.close();
    }
    const { body: after } = await browser.call(page, "GET", `/customers/${made.id}`);
    check(after.updated_at.slice(0, 10) >= serverDay && Date.parse(after.updated_at) - Date.parse(after.created_at) < DAY_MS / 2, `the browser's clock has come into the records: ${after.updated_at}`);
  },
};

async function rename(page, text) {
  const field = page.locator("dl > div").filter({ hasText: "简称" }).first();
  await field.hover();
  await field.getByRole("button").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

async function kept(page, id, text) {
  await page.waitForFunction(async ([record, wanted]) => (await (await fetch(`/api/v1/customers/${record}`)).json()).short_name === wanted, [id, text], { polling: 300 });
}
