import { check } from "../browser.mjs";

/** The customer from all sides: who he is, what he is worth, what happened, and a note about today. */
export const customerPage = {
  title: "customer page",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=1&fields=name");
    const [best] = body.data;
    await browser.open(page, `/objects/customers/${best.id}`);
    await page.getByRole("heading", { name: best.name }).waitFor();
    await browser.settle(page);
    await page.getByPlaceholder("有什么值得记下?", { exact: false }).or(page.getByLabel("有什么值得记下？")).first().fill("下周送样品\n红茶两盒");
    await page.keyboard.press("Control+Enter");
    await page.getByText("下周送样品", { exact: true }).first().waitFor();
    await browser.accessible(page, "the customer page");
    await browser.shot(page, "customer-page");
    const { body: activities } = await browser.call(page, "GET", `/activities?filter[customer][eq]=${best.id}&filter[kind][eq]=note&limit=5`);
    check(activities.data.some((activity) => activity.subject === "下周送样品"), "the note was not kept");
    const field = page.locator("dl > div").filter({ hasText: "简称" }).first();
    await field.hover();
    await field.getByRole("button").click();
    await page.keyboard.type("老朋友");
    await page.keyboard.press("Enter");
    await field.getByText("老朋友").waitFor();
    await page.getByRole("tab", { name: "修改记录" }).click();
    await page.getByText("老朋友").nth(1).waitFor();
    await browser.accessible(page, "the changes of a customer");
    await browser.shot(page, "customer-changes");
  },
};
