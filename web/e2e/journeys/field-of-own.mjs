/** An administrator adds a field in three languages and finds it in the form at once. */
export const fieldOfOwn = {
  title: "a field of one's own",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/settings/objects");
    await page.getByRole("button", { name: "新建字段" }).click();
    await page.getByLabel("字段名称（简体中文）").fill("送货星期");
    await page.getByLabel("字段名称（繁體中文）").fill("送貨星期");
    await page.getByLabel("字段名称（English）").fill("Delivery day");
    await browser.accessible(page, "a new field");
    await browser.shot(page, "new-field");
    await page.getByRole("dialog").getByRole("button", { name: "创建" }).click();
    await page.getByText("送货星期").first().waitFor();
    const { body } = await browser.call(page, "GET", "/customers?limit=1&fields=name");
    await browser.open(page, `/objects/customers/${body.data[0].id}`);
    const field = page.locator("dl > div").filter({ hasText: "送货星期" }).first();
    await field.hover();
    await field.getByRole("button").click();
    await page.keyboard.type("周五");
    await page.keyboard.press("Enter");
    await field.getByText("周五").waitFor();
    await browser.shot(page, "new-field-used");
  },
};
