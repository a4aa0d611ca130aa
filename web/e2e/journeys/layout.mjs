import { check } from "../browser.mjs";

/** The administrator arranges a page in place, for everybody: a section of its own, a hidden field, one that shows only sometimes. */
export const layout = {
  title: "layout",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/products", { name: "布局测试茶", code: `LAY-${Date.now()}` });
    const product = made?.id ? `/objects/products/${made.id}` : null;
    check(product !== null, `the product was not made: ${JSON.stringify(made)}`);
    await browser.open(page, product);
    await page.locator("header").getByRole("button", { name: "更多" }).click();
    await page.getByRole("menuitem", { name: "调整页面布局" }).click();
    await page.getByRole("heading", { name: /调整.*页面/ }).waitFor();
    await page.getByRole("button", { name: "新建分区" }).click();
    const names = page.getByRole("textbox", { name: "分区名称" });
    await names.last().fill("我们的分区");
    const fields = page.locator("li[data-field]");
    const moved = await fields.nth(1).getAttribute("data-field");
    await fields.nth(1).dragTo(page.locator("ul").filter({ hasNot: page.locator("li") }).first());
    const hidden = await fields.nth(2).getAttribute("data-field");
    await fields.nth(2).getByRole("button", { name: /更多设置/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /隐藏/ }).click();
    await browser.accessible(page, "the editor of a layout");
    await browser.shot(page, "layout-editor");
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("页面布局已保存").waitFor();
    await page.getByRole("button", { name: "我们的分区" }).waitFor();
    const { body: catalog } = await browser.call(page, "GET", "/catalog");
    const laid = catalog.objects.product;
    check(laid.sections.at(-1).fields.includes(moved), `${moved} is not in the new section`);
    check(laid.layout.hidden.includes(hidden), `${hidden} is not hidden`);
    await browser.shot(page, "layout-applied");
    const refused = await browser.call(page, "PATCH", `/layouts/${laid.layout.id}`, { sections: { sections: [{ name: "a", fields: ["name"], when: "nonsense = 1" }] } });
    check(refused.status === 422, `a formula over nothing was answered ${refused.status}`);
    await browser.call(page, "DELETE", `/layouts/${laid.layout.id}`);
  },
};
