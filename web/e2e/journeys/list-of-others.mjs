import { check } from "../browser.mjs";

/** Others go on working while somebody is in a list: he sees what they change, and nothing moves under his hands. */
export const listOfOthers = {
  title: "a list that others change",
  async walk(browser, page) {
    await browser.signIn(page);
    const made = [];
    for (const name of ["甲的列表公司", "乙的列表公司", "丙的列表公司"]) made.push((await browser.call(page, "POST", "/customers", { name, kind: "company" })).body);
    await browser.open(page, `/objects/customers?q=${encodeURIComponent("列表公司")}&sort=-created_at`);
    const names = () => page.locator("[data-row] .grid-title").allTextContents();
    const order = async (wanted, complaint) => {
      await page.waitForFunction((all) => JSON.stringify([...document.querySelectorAll("[data-row] .grid-title")].map((one) => one.textContent)) === JSON.stringify(all), wanted).catch(async () => check(false, `${complaint}: ${await names()}`));
    };
    await order(["丙的列表公司", "乙的列表公司", "甲的列表公司"], "the list begins in another order");
    await page.locator("[role=columnheader] button", { hasText: "名称" }).first().click();
    await page.waitForFunction(() => location.search.includes("sort=name"));
    await browser.settle(page);
    const sorted = await names();
    check(sorted.length === 3, `the list shows ${sorted}`);

    await page.locator("[data-row='1'] .grid-title").hover();
    const first = made.find((row) => row.name === sorted[0]);
    const last = made.find((row) => row.name === sorted[2]);
    // The first one of the list is renamed so that it would be the last.
    await browser.call(page, "PATCH", `/customers/${first.id}`, { name: "最后的列表公司 ZZ" }, { "If-Match": `"${first.version}"` });
    await order(["最后的列表公司 ZZ", sorted[1], sorted[2]], "the list moved under the pointer");
    const offer = page.getByRole("button", { name: /他人修改了 1 条/ });
    await offer.waitFor();
    await page.locator("[data-row='0']").getByLabel("他人已修改").waitFor();
    await browser.accessible(page, "a list that others have changed");
    await browser.shot(page, "list-of-others");
    await offer.click();
    await page.waitForFunction((name) => document.querySelector("[data-row='0'] .grid-title")?.textContent !== name, "最后的列表公司 ZZ");
    check((await page.getByLabel("他人已修改").count()) === 0, "what was seen is still marked");

    await page.locator("h1").click();
    await page.evaluate(() => document.activeElement?.blur());
    const { body: now } = await browser.call(page, "GET", `/customers/${last.id}`);
    const before = await names();
    await browser.call(page, "PATCH", `/customers/${last.id}`, { name: "啊最先的列表公司" }, { "If-Match": `"${now.version}"` });
    await page.waitForFunction((name) => document.querySelector("[data-row='0'] .grid-title")?.textContent === name, "啊最先的列表公司").catch(async () => check(false, `a list that nobody works in was not loaded again: ${before} and ${await names()}`));
    check((await page.getByRole("button", { name: /他人修改了/ }).count()) === 0, "the list offers what it shows");
  },
};
