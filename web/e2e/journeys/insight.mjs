import { check } from "../browser.mjs";

/** Every number of an insight page opens the list of exactly the records behind it. */
export const insightPages = {
  title: "insight pages",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/insight/cohorts");
    await page.getByRole("heading", { name: "按首次购买的同期群" }).waitFor();
    await page.getByRole("button", { name: "按月" }).click();
    await browser.settle(page);
    await page.getByRole("button", { name: "客户数" }).click();
    await page.getByRole("button", { name: "以表格显示" }).click();
    await browser.accessible(page, "cohorts as a table");
    const cells = page.locator("td a");
    await cells.first().waitFor();
    const count = Math.min(await cells.count(), 4);
    check(count > 1, "the table of cohorts has no numbers");
    for (let place = 0; place < count; place += 1) {
      const cell = cells.nth(place);
      const said = Number((await cell.textContent()).replaceAll(",", ""));
      const address = new URL(await cell.getAttribute("href"), browser.ctx.url);
      const { body } = await browser.call(page, "GET", `/customers${address.search}&limit=1&count=true`);
      check(body.total === said, `a cell says ${said}, its list has ${body.total}: ${address.search}`);
    }
    await cells.first().click();
    await page.waitForURL(/purchase_months/);
    await page.locator("[data-row='0'] [data-column='0']").waitFor();
    await browser.settle(page);
    await browser.shot(page, "cohort-list");
    await browser.open(page, "/insight/rfm");
    const grid = page.locator("section", { has: page.getByRole("heading", { name: "RFM 矩阵" }) });
    await grid.getByRole("img").click({ position: { x: 40, y: 300 } });
    await browser.shot(page, "rfm");
    await browser.open(page, "/insight");
    const [download] = await Promise.all([page.waitForEvent("download"), exported(page, "数据（CSV）")]);
    check(download.suggestedFilename().startsWith("pareto"), `the file is called ${download.suggestedFilename()}`);
    const [picture] = await Promise.all([page.waitForEvent("download"), exported(page, "图片（PNG）")]);
    check(picture.suggestedFilename().endsWith(".png"), "the chart gave no picture");
    await browser.open(page, "/insight/sales");
    await page.getByRole("heading", { name: "每月销售与未来几个月" }).waitFor();
    const { body: sales } = await browser.call(page, "GET", "/insight/sales");
    check(sales.turnover.past.length > 0, "no month was sold in");
    await page.getByRole("button", { name: "以表格显示" }).first().click();
    const months = page.locator("table").getByRole("row");
    check((await months.count()) === 1 + sales.turnover.past.length + sales.turnover.ahead.length, "the table of months is not that of the server");
    await browser.shot(page, "insight-sales");
    await page.getByRole("link", { name: "留存的价值" }).click();
    const discount = page.getByRole("slider", { name: "每年折现率" });
    await discount.waitFor();
    const worth = page.locator("[aria-live=polite]").filter({ hasText: "一位新客户值" });
    const before = await worth.textContent();
    await discount.focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(([shown, old]) => shown.textContent !== old, [await worth.elementHandle(), before]);
    await browser.accessible(page, "what staying is worth");
    await browser.shot(page, "insight-retention");
    await page.getByRole("button", { name: "恢复我们的数字" }).click();
    await page.waitForFunction(([shown, old]) => shown.textContent === old, [await worth.elementHandle(), before]);
    await browser.open(page, "/insight/quality");
    await page.getByRole("heading", { name: "下单可能性与实际下单" }).waitFor();
    // Sixty customers are too few for a model: the page says so instead of a curve.
    await page.getByText("一个季度前的数据太少", { exact: false }).waitFor();
    check((await page.getByText("采用", { exact: true }).count()) === 1, "no model or several speak");
    await browser.shot(page, "insight-quality");
  },
};

async function exported(page, kind) {
  await page.getByRole("button", { name: "下载" }).first().click();
  await page.getByRole("menuitem", { name: kind }).click();
}
