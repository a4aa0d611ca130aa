import { check } from "../browser.mjs";

const lane = (page, name) => page.locator(`[data-lane=${name}]`);

const counts = (page, name, wanted) =>
  page.waitForFunction(([key, count]) => document.querySelector(`[data-lane=${key}] [data-count]`)?.textContent === count, [name, String(wanted)]);

/** Cards go from lane to lane with the mouse and with the keyboard, and back. */
export const board = {
  title: "a board",
  async walk(browser, page) {
    await browser.signIn(page);
    const subjects = ["看板任务一", "看板任务二"];
    await browser.call(page, "POST", "/tasks/bulk", { create: subjects.map((subject) => ({ subject, status: "not_started" })) });
    await browser.open(page, "/objects/tasks?as=board&filter[subject][starts_with]=看板任务");
    await counts(page, "not_started", 2);
    await browser.accessible(page, "the board");
    const card = lane(page, "not_started").locator("[data-card]").first();
    const id = await card.getAttribute("data-card");
    const from = await card.boundingBox();
    const to = await lane(page, "started").boundingBox();
    await page.mouse.move(from.x + 30, from.y + 15);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y + 25, { steps: 3 });
    await page.mouse.move(to.x + 80, to.y + 120, { steps: 8 });
    await browser.shot(page, "board-carried");
    await page.mouse.up();
    await counts(page, "started", 1);
    await counts(page, "not_started", 1);
    await this.saved(browser, page, id, "started");
    const moved = page.locator(`[data-card=${id}]`);
    await moved.focus();
    await page.keyboard.press("Space");
    await page.locator("[data-lane=started].bg-selected").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator("[data-lane=deferred].bg-selected").waitFor();
    await page.keyboard.press("Space");
    await counts(page, "deferred", 1);
    await this.saved(browser, page, id, "deferred");
    await browser.accessible(page, "the board after a move");
    await moved.focus();
    await page.keyboard.press("Control+z");
    await counts(page, "started", 1);
    await this.saved(browser, page, id, "started");
    await page.getByRole("button", { name: "显示为 看板" }).click();
    await page.getByRole("menuitemradio", { name: "表格" }).click();
    await page.locator("[data-row='1'] [data-column='0']").waitFor();
    check(decodeURIComponent(page.url()).includes("filter[subject][starts_with]=看板任务"), "the filter was lost on the way from the board to the table");
  },

  async saved(browser, page, id, status) {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const { body } = await browser.call(page, "GET", `/tasks/${id}?fields=status`);
      if (body.status === status) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`the server does not have ${status}`);
  },
};
