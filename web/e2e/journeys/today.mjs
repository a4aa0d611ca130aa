import { check } from "../browser.mjs";

/** The first page of the morning: something to do, done with one key, and taken back. */
export const today = {
  title: "today",
  async walk(browser, page) {
    await browser.signIn(page);
    await page.getByRole("heading", { name: "今天要做的事" }).waitFor();
    await browser.settle(page);
    await browser.accessible(page, "Today");
    await browser.shot(page, "today");
    const alerts = page.locator("li[data-current]");
    const before = await alerts.count();
    check(before > 0, "there is nothing to do");
    const first = await alerts.first().textContent();
    await page.keyboard.press("d");
    await page.getByText("已完成").first().waitFor();
    await page.waitForFunction((text) => document.querySelector("li[data-current]")?.textContent !== text, first);
    await page.getByRole("button", { name: "撤销" }).click();
    await page.waitForFunction((count) => document.querySelectorAll("li[data-current]").length === count, before);
    await page.keyboard.press("c");
    await page.getByRole("dialog").getByLabel("通话内容").fill("聊了下个季度的订单");
    await browser.accessible(page, "logging a call");
    await page.getByRole("button", { name: "保存并完成" }).click();
    await page.waitForFunction((count) => document.querySelectorAll("li[data-current]").length === count - 1, before);
  },
};
