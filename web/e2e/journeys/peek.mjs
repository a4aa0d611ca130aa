import { check } from "../browser.mjs";

const SLOW_MS = 1500;

/** The panel beside a list: there at once with what the list knows, walked with the keys, left where one came from. */
export const peek = {
  title: "peek",
  async walk(browser, page) {
    await browser.signIn(page);
    await browser.open(page, "/objects/customers");
    const title = (place) => page.locator(".grid-title").nth(place);
    await title(0).waitFor();
    const asked = page.waitForRequest((request) => /\/api\/v1\/customers\/cus_[^/]+\?/.test(request.url()));
    await title(0).hover();
    await asked;

    await page.route(/\/api\/v1\/customers\/cus_[^/]+\?/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      await route.continue();
    });
    const name = (await title(2).innerText()).trim();
    const began = Date.now();
    await title(2).click();
    const panel = page.getByRole("complementary", { name: "预览" });
    await panel.getByRole("heading", { name, exact: true }).waitFor();
    check(Date.now() - began < SLOW_MS, "the panel waited for the server");
    await page.unrouteAll({ behavior: "wait" });
    await browser.settle(page);
    await browser.accessible(page, "the panel beside the list");
    await browser.shot(page, "peek");

    const next = (await title(3).innerText()).trim();
    await page.keyboard.press("ArrowDown");
    await panel.getByRole("heading", { name: next, exact: true }).waitFor();
    await panel.getByRole("tab", { name: "动态" }).click();
    await page.keyboard.press("k");
    await panel.getByRole("heading", { name, exact: true }).waitFor();
    await panel.getByRole("button", { name: "关闭" }).focus();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });

    await title(2).click();
    await panel.getByRole("heading", { name, exact: true }).waitFor();
    await panel.getByRole("link", { name: "打开详情页" }).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await page.getByRole("button", { name: "下一条" }).waitFor();
  },
};
