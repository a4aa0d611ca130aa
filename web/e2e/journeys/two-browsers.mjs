import { check } from "../browser.mjs";

/** Two people, one record: the second is shown who was faster and loses nothing. */
export const twoBrowsers = {
  title: "two browsers on one record",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: made } = await browser.call(page, "POST", "/customers", { name: "双人测试公司", kind: "company", short_name: "原来的" });
    await browser.open(page, `/objects/customers/${made.id}`);
    await page.getByRole("heading", { name: "双人测试公司" }).waitFor();
    const field = page.locator("dl > div").filter({ hasText: "简称" }).first();
    await field.hover();
    await field.getByRole("button").click();
    await page.keyboard.type("我的");
    const { status } = await browser.call(page, "PATCH", `/customers/${made.id}`, { short_name: "他的" }, { "If-Match": `"${made.version}"` });
    check(status === 200, `the other one's change was answered ${status}`);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "有人先修改了" });
    await dialog.getByText("他的", { exact: true }).waitFor();
    await dialog.getByText("我的", { exact: true }).waitFor();
    await browser.accessible(page, "the choice after a conflict");
    await browser.shot(page, "conflict");
    await dialog.getByRole("button", { name: "保存我的" }).click();
    await field.getByText("我的").waitFor();
    const { body: after } = await browser.call(page, "GET", `/customers/${made.id}?fields=short_name`);
    check(after.short_name === "我的", `the server kept ${after.short_name}`);
  },
};
