import { check } from "../browser.mjs";

const records = (page, text) => page.waitForFunction((wanted) => document.querySelector("[role=grid]")?.textContent.includes(wanted), text);

/** Conditions of which one must hold, spans of days, groups with their figures, an order by several fields. */
export const alternatives = {
  title: "alternatives and groups",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.call(page, "POST", "/customers/bulk", {
      create: [
        { name: "或者甲", kind: "company", grade: "a" },
        { name: "或者乙", kind: "person", grade: "b" },
        { name: "或者丙", kind: "person", grade: "c" },
      ],
    });
    await browser.open(page, "/objects/customers?q=或者&columns=name,kind,grade,employees");
    await records(page, "3 条记录");
    await this.choose(page, "类型", "公司");
    await records(page, "1 条记录");
    await page.getByRole("button", { name: /^类型 属于/ }).click();
    await page.getByRole("button", { name: "添加“或”条件" }).click();
    await this.pick(page, "客户分级", "B（普通）");
    await records(page, "2 条记录");
    check(/any\[0\.1\]\[grade\]\[in\]=b/.test(decodeURIComponent(page.url())), "the alternative does not stand in the address");
    await browser.settle(page);
    await browser.accessible(page, "a list with alternatives");
    await browser.shot(page, "list-alternatives");
    await page.reload();
    await records(page, "2 条记录");
    await page.getByRole("button", { name: "分组" }).click();
    await page.getByRole("option", { name: "类型" }).click();
    await page.keyboard.press("Escape");
    await page.locator("[role=gridcell][aria-expanded=true]").nth(1).waitFor();
    await browser.settle(page);
    await browser.accessible(page, "a grouped list");
    await browser.shot(page, "list-grouped");
    await page.locator("[role=gridcell][aria-expanded=true]").first().click();
    await page.locator("[role=gridcell][aria-expanded=false]").waitFor();
    check((await page.locator("[data-row]").count()) === 3, "a closed group still shows its rows");
    await page.getByRole("columnheader", { name: "名称" }).getByRole("button").first().click();
    await page.getByRole("columnheader", { name: "客户分级" }).getByRole("button").first().click({ modifiers: ["Shift"] });
    await page.waitForURL(/sort=name,grade/);
  },

  async choose(page, field, option) {
    await page.getByRole("button", { name: "筛选" }).click();
    await this.pick(page, field, option);
  },

  async pick(page, field, option) {
    await page.getByPlaceholder("搜索…").last().fill(field);
    await page.getByRole("option", { name: field, exact: true }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
    await page.keyboard.press("Escape");
  },
};
