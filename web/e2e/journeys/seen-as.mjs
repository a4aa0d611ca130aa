import { check } from "../browser.mjs";
import { colleague, roleNamed } from "../colleagues.mjs";

/** An administrator sees the company as a role does, changes nothing meanwhile, and is himself again with one click. */
export const seenAs = {
  title: "see as a role",
  async walk(browser, page) {
    await browser.signIn(page);
    const rep = await colleague(browser, page, { name: "代表甲", email: "seen@example.com", role: "销售代表" });
    await browser.call(page, "POST", "/customers", { name: "别人名下的客户", kind: "company", owner: rep.id });
    await browser.open(page, "/settings/access");
    await page.getByLabel("角色", { exact: true }).selectOption(await roleNamed(browser, page, "销售代表"));
    await page.getByLabel("客户：查看").focus();
    await page.keyboard.press("ArrowRight");
    check((await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) === "客户：修改", "the arrow did not walk the line");
    await page.keyboard.press("Control+ArrowDown");
    check((await page.evaluate(() => document.activeElement?.getAttribute("aria-label")))?.endsWith("：修改"), "Ctrl and the arrow did not walk the column");
    await page.getByRole("button", { name: "客户", exact: true }).click();
    await page.getByLabel("字段“电话”的权限").selectOption("mask");
    await page.waitForResponse((answer) => answer.url().includes("/role_fields") && answer.request().method() === "GET");
    await browser.accessible(page, "the role grid");
    await browser.shot(page, "role-grid");
    await page.getByRole("button", { name: "以此角色查看" }).click();
    await page.getByText("您正以“销售代表”角色的视角查看").waitFor();
    await browser.open(page, "/objects/customers?q=别人名下");
    await page.getByText("没有").first().waitFor();
    check((await page.getByText("别人名下的客户").count()) === 0, "the role sees a customer that it may not see");
    await browser.accessible(page, "seen as a role");
    await browser.shot(page, "seen-as");
    const { status } = await browser.call(page, "POST", "/customers", { name: "不该写入" });
    check(status === 403, `a change was answered ${status}`);
    await page.getByRole("button", { name: "恢复我的视角" }).click();
    await page.getByText("别人名下的客户").first().waitFor();
    browser.complaints = browser.complaints.filter((complaint) => !complaint.includes("status of 403"));
  },
};
