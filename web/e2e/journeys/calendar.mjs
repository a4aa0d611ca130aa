import { check } from "../browser.mjs";

/** Tasks by their day, carried to the next one with the keyboard, and the same list as a gallery. */
export const calendar = {
  title: "a calendar",
  async walk(browser, page) {
    await browser.signIn(page);
    const month = new Date().toISOString().slice(0, 7);
    const { body: made } = await browser.call(page, "POST", "/tasks", { subject: "日历上的任务", due_on: `${month}-15` });
    await browser.open(page, "/objects/tasks?as=calendar&on=due_on&filter[subject][starts_with]=日历上");
    const entry = page.locator(`[data-day="${month}-15"] [data-card=${made.id}]`);
    await entry.waitFor();
    await browser.accessible(page, "the calendar");
    await browser.shot(page, "calendar");
    await entry.focus();
    await page.keyboard.press("Space");
    await page.locator(`[data-day="${month}-15"].bg-selected`).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator(`[data-day="${month}-16"].bg-selected`).waitFor();
    await page.keyboard.press("Space");
    await page.locator(`[data-day="${month}-16"] [data-card=${made.id}]`).waitFor();
    await page.waitForTimeout(300);
    const { body } = await browser.call(page, "GET", `/tasks/${made.id}?fields=due_on`);
    check(body.due_on === `${month}-16`, `the server has the task on ${body.due_on}`);
    await page.getByRole("button", { name: "周", exact: true }).click();
    await browser.accessible(page, "a week");
    await page.getByRole("button", { name: "显示为 日历" }).click();
    await page.getByRole("menuitemradio", { name: "卡片墙" }).click();
    await page.getByRole("button", { name: /日历上的任务/ }).waitFor();
    await browser.accessible(page, "the gallery");
    await browser.shot(page, "gallery");
  },
};
